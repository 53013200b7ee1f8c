using System.Globalization;
using Marketplace.Core.Accounts;
using Marketplace.Core.Accounts.Mail;
using Marketplace.Core.Kernel;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payments.Kyc;

/// <summary>When papers are deleted and verifications end: rows of timers, set with the decision they follow from.</summary>
internal static class KycSchedule
{
    public const string Delete = "kyc.delete", Notice = "kyc.notice", Expire = "kyc.expire";

    /// <summary>Papers that were refused or replaced are kept for questions, then go.</summary>
    public static readonly TimeSpan KeepRefused = TimeSpan.FromDays(30);

    /// <summary>The law on money laundering asks to keep the papers of a customer for five years after the end.</summary>
    public static readonly TimeSpan KeepApproved = TimeSpan.FromDays(5 * 365);

    public static async Task Drop(MarketplaceDb db, KycDocument document, DateTime now, CancellationToken ct)
    {
        document.Replace();
        await Until(db, document, now + KeepRefused, ct);
    }

    public static async Task After(MarketplaceDb db, KycCase found, IReadOnlyList<KycDocument> documents, DateTime now, CancellationToken ct)
    {
        if (found.State == KycState.Approved && found.ExpiresAt is { } end)
        {
            foreach (var document in documents) await Until(db, document, end + KeepApproved, ct);
            await Timers.Set(db, Notice, found.UserId.Value, end - KycCase.Notice > now ? end - KycCase.Notice : now, ct);
            await Timers.Set(db, Expire, found.UserId.Value, end, ct);
        }
        if (found.State == KycState.Rejected)
            foreach (var document in documents) await Until(db, document, now + KeepRefused, ct);
    }

    private static async Task Until(MarketplaceDb db, KycDocument document, DateTime at, CancellationToken ct)
    {
        document.KeepUntil(at);
        await Timers.Set(db, Delete, document.Id.Value, at, ct);
    }
}

/// <summary>Deletes the bytes of a paper on its day.</summary>
public sealed class KycDeleteTimer(Work work, DocumentVault vault, TimeProvider clock) : ITimerHandler
{
    private sealed record Command(KycDocumentId Document) : ICommand
    {
        public Guid Key => Guid.Empty;
    }

    /// <inheritdoc/>
    public string Kind => KycSchedule.Delete;

    /// <inheritdoc/>
    public async Task Fire(DueTimer timer, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(timer);
        var blob = "";
        await work.Run<Done>(new Command(new(timer.Subject)), Actor.System("kyc"), async db =>
        {
            blob = "";
            var document = await db.KycDocuments.SingleAsync(d => d.Id == new KycDocumentId(timer.Subject), ct);
            // A later decision may have moved the day on; its own timer comes then.
            if (document.DeleteAt > clock.GetUtcNow().UtcDateTime) return new Done();
            if (document.Blob.Length > 0) blob = document.Forget();
            return new Done();
        }, ct);
        if (blob.Length > 0) await vault.Delete(blob, ct);
    }
}

/// <summary>Tells somebody that their verification ends in 30 days, and ends it on its day.</summary>
public abstract class KycEndTimer(Work work, TimeProvider clock) : ITimerHandler
{
    private sealed record Command(UserId User, string What) : ICommand
    {
        public Guid Key => Guid.Empty;
    }

    /// <inheritdoc/>
    public abstract string Kind { get; }

    /// <inheritdoc/>
    public Task Fire(DueTimer timer, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(timer);
        return work.Run<Done>(new Command(new(timer.Subject), Kind), Actor.System("kyc"), async db =>
        {
            var found = await db.KycCases.SingleAsync(c => c.UserId == new UserId(timer.Subject), ct);
            var now = clock.GetUtcNow().UtcDateTime;
            // A renewal has another date; its own timers come.
            if (found.ExpiresAt is not { } end || now < end - KycCase.Notice || (Kind == KycSchedule.Expire && now < end)) return new Done();
            if (Kind == KycSchedule.Expire) found.Expire(now);
            db.Tell(new KycEnding(found.UserId, end, timer.Id), now);
            return new Done();
        }, ct);
    }
}

/// <summary>The notice.</summary>
public sealed class KycNoticeTimer(Work work, TimeProvider clock) : KycEndTimer(work, clock)
{
    /// <inheritdoc/>
    public override string Kind => KycSchedule.Notice;
}

/// <summary>The end.</summary>
public sealed class KycExpireTimer(Work work, TimeProvider clock) : KycEndTimer(work, clock)
{
    /// <inheritdoc/>
    public override string Kind => KycSchedule.Expire;
}

/// <summary>Tells by mail that a verification ends.</summary>
public sealed class KycMails(NoticeMails mails) : IEventHandler<KycEnding>
{
    /// <inheritdoc/>
    public Task Handle(KycEnding happened, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(happened);
        return mails.Send(happened.Mail, happened.User, "kyc", (reader, page) => Text(happened, reader, page), ct);
    }

    private static (string, string) Text(KycEnding ending, Addressee reader, Uri page)
    {
        var day = ending.ExpiresAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return reader.Language.StartsWith("zh", StringComparison.Ordinal)
            ? ("您的身份认证即将到期", $"{reader.Name}，您好：\n\n您的身份认证于 {day} 到期，到期后提现将暂停。请在此更新：\n{page}\n")
            : ("Your verification ends", $"Hello {reader.Name},\n\nyour verification ends on {day}. From then on withdrawals wait. Renew it here:\n{page}\n");
    }
}
