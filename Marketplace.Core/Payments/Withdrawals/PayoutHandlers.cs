using System.Globalization;
using Marketplace.Core.Accounts;
using Marketplace.Core.Accounts.Mail;
using Marketplace.Core.Kernel;

namespace Marketplace.Core.Payments.Withdrawals;

/// <summary>Tells the owner by mail that payout methods changed, naming the methods from before: it may have been a thief.</summary>
public sealed class PayoutMails(NoticeMails mails) : IEventHandler<PayoutMethodChanged>
{
    /// <inheritdoc/>
    public Task Handle(PayoutMethodChanged happened, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(happened);
        return mails.Send(happened.Mail, happened.User, "wallet/methods", (reader, page) => Text(happened, reader, page), ct);
    }

    private static (string, string) Text(PayoutMethodChanged change, Addressee reader, Uri page)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(reader.TimeZone);
        var until = change.FrozenUntil is { } end ? TimeZoneInfo.ConvertTimeFromUtc(end, zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : null;
        if (reader.Language.StartsWith("zh", StringComparison.Ordinal))
            return (change.IsNew ? "已添加新的提现方式" : "已移除提现方式",
                $"{reader.Name}，您好：\n\n{(change.IsNew ? "新增" : "移除")}的提现方式：{change.Method}。\n"
                + (change.Before.Length > 0 ? $"此前的提现方式：{change.Before}。\n" : "")
                + (until is null ? "" : $"为保护您的资金，{until} 之前暂停提现。\n")
                + $"\n如果不是您本人操作，请立即更改密码并联系客服：\n{page}\n");
        return (change.IsNew ? "A payout method was added" : "A payout method was removed",
            $"Hello {reader.Name},\n\n{(change.IsNew ? "Added" : "Removed")}: {change.Method}.\n"
            + (change.Before.Length > 0 ? $"Methods before: {change.Before}.\n" : "")
            + (until is null ? "" : $"To protect your money, withdrawals rest until {until} ({zone.Id}).\n")
            + $"\nIf it was not you, change your password at once and write to support:\n{page}\n");
    }
}

/// <summary>After the way into an account was renewed from outside, its withdrawals rest: whoever took it over gets nothing out.</summary>
public sealed class FreezeAfterTakeover(Work work, AccountDirectory accounts, PayoutRules rules) : IEventHandler<SecurityChanged>
{
    private sealed record Command(UserId User, DateTime Until) : ICommand
    {
        public Guid Key => Guid.Empty;
    }

    /// <inheritdoc/>
    public async Task Handle(SecurityChanged happened, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(happened);
        if (happened.What is not (SecurityChange.PasswordReset or SecurityChange.CodesSwitchedOff)) return;
        var until = happened.At + rules.Freeze;
        await work.Run<Done>(new Command(happened.User, until), Actor.System("payouts"), async db =>
        {
            if (await accounts.Addressee(db, happened.User, ct) is null) return new Done();
            (await PayoutAccount.Of(db, happened.User, ct)).Freeze(until);
            return new Done();
        }, ct);
    }
}

/// <summary>
/// A made-up network for the demo. It knows every number under the name that was given, but for numbers that end in 00 (not registered),
/// 98 (somebody else's) and 99 (no answer).
/// </summary>
public sealed class DemoNetwork : INameEnquiry
{
    /// <inheritdoc/>
    public Task<EnquiryAnswer> Ask(MethodDetails method, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(method);
        if (method.Kind != MethodKind.MobileMoney) return Task.FromResult(new EnquiryAnswer(EnquiryOutcome.NoAnswer));
        return Task.FromResult(method.Number[^2..] switch
        {
            "00" => new EnquiryAnswer(EnquiryOutcome.NotRegistered),
            "98" => new EnquiryAnswer(EnquiryOutcome.Told, "Kofi Somebody Else"),
            "99" => new EnquiryAnswer(EnquiryOutcome.NoAnswer),
            _ => new EnquiryAnswer(EnquiryOutcome.Told, method.HolderName.ToUpperInvariant()),
        });
    }
}
