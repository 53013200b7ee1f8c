using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Kyc;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payments.Withdrawals;

/// <summary>Somebody names a place to be paid to. The network is asked whose it is; any change after the first makes withdrawals rest.</summary>
/// <remarks>
/// Errors: wallet.sign_in, method.network, method.number, method.holder, method.asset, method.not_registered, method.other_name, method.same,
/// method.many. Raises <see cref="PayoutMethodChanged"/>.
/// </remarks>
public sealed class AddPayoutMethod(Work work, IDbContextFactory<MarketplaceDb> contexts, IEnumerable<INameEnquiry> networks, PayoutRules rules, TimeProvider clock)
{
    /// <summary>Methods that one person may have at a time.</summary>
    public const int Most = 5;

    /// <param name="Kind">What kind of place.</param>
    /// <param name="Asset">Code of what it receives.</param>
    /// <param name="Network">Network, bank or platform.</param>
    /// <param name="Number">Phone number, account number or address.</param>
    /// <param name="HolderName">Name of its holder.</param>
    /// <param name="Tier">Class of the wallet, for mobile money.</param>
    /// <param name="Key">The caller's key.</param>
    public sealed record Command(MethodKind Kind, Asset Asset, string Network, string Number, string HolderName, WalletTier Tier, Guid Key) : ICommand;

    /// <summary>Adds it.</summary>
    public async Task<Result<PayoutMethodId>> Run(Command command, Actor actor, CancellationToken ct)
    {
        if (MoneyErrors.Refusal(actor, WithdrawalErrors.SignIn) is { } refusal) return refusal;
        var asked = new MethodDetails(command.Kind, command.Asset, command.Network, command.Number, command.HolderName, command.Tier);
        if (asked.Normalized().Fails(out var details, out var wrong)) return wrong;
        // Networks are asked before the transaction: they may be slow.
        if ((await Judge(details, actor.UserId, ct)).Fails(out var verdict, out wrong)) return wrong;
        return await work.Run<PayoutMethodId>(command, actor, async db =>
        {
            var mine = await db.PayoutMethods.Where(m => m.UserId == actor.UserId).ToListAsync(ct);
            var present = mine.Where(m => m.State != MethodState.Removed).ToList();
            if (present.Any(m => m.Kind == details.Kind && m.Number == details.Number && m.Asset == details.Asset)) return WithdrawalErrors.SameMethod;
            if (present.Count >= Most) return WithdrawalErrors.ManyMethods;

            var now = clock.GetUtcNow().UtcDateTime;
            var isFirst = mine.Count == 0;
            var account = await PayoutAccount.Of(db, actor.UserId, ct);
            account.Count(); // Two methods at once see each other.
            if (!isFirst) account.Freeze(now + rules.Freeze);
            var method = new PayoutMethod(actor.UserId, details, verdict, now, now + (isFirst ? rules.FirstMethod : rules.Freeze));
            db.PayoutMethods.Add(method);
            db.Tell(new PayoutMethodChanged(actor.UserId, method.Masked, IsNew: true, Names(present), isFirst ? null : account.FrozenUntil, Guid.CreateVersion7()), now);
            return method.Id;
        }, ct);
    }

    private async Task<Result<NameVerdict>> Judge(MethodDetails details, UserId owner, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var isShared = await db.PayoutMethods.AnyAsync(
            m => m.Number == details.Number && m.Kind == details.Kind && m.UserId != owner && m.State != MethodState.Removed, ct);
        var answer = new EnquiryAnswer(EnquiryOutcome.NoAnswer);
        foreach (var network in networks)
            if ((answer = await network.Ask(details, ct)).Outcome != EnquiryOutcome.NoAnswer) break;
        if (answer.Outcome == EnquiryOutcome.NotRegistered) return WithdrawalErrors.NotRegistered;
        if (answer.Outcome == EnquiryOutcome.NoAnswer)
            return new NameVerdict(false, "", null, details.Kind == MethodKind.MobileMoney
                ? "The network did not say whose number this is, so a person looks at it."
                : "The first time, a person looks at an account of this kind.");
        var legal = await KycStanding.LegalName(db, owner, ct);
        var match = NameMatch.Permille(answer.Name, legal.Length > 0 ? legal : details.HolderName);
        if (match < NameMatch.Enough) return WithdrawalErrors.OtherName;
        return new NameVerdict(!isShared, answer.Name, match, isShared ? "Another account is paid to the same number, so a person looks at it." : "");
    }

    internal static string Names(IEnumerable<PayoutMethod> methods) => string.Join(", ", methods.Select(m => m.Masked));
}

/// <summary>Somebody takes a payout method away; that makes withdrawals rest too.</summary>
/// <remarks>Errors: method.unknown, method.busy, state. Raises <see cref="PayoutMethodChanged"/>.</remarks>
public sealed class RemovePayoutMethod(Work work, PayoutRules rules, TimeProvider clock)
{
    /// <param name="Method">Which.</param>
    /// <param name="Key">The caller's key.</param>
    public sealed record Command(PayoutMethodId Method, Guid Key) : ICommand;

    /// <summary>Removes it.</summary>
    public Task<Result<Done>> Run(Command command, Actor actor, CancellationToken ct) => work.Run<Done>(command, actor, async db =>
    {
        var present = await db.PayoutMethods.Where(m => m.UserId == actor.UserId && m.State != MethodState.Removed).ToListAsync(ct);
        if (!actor.IsPerson || present.SingleOrDefault(m => m.Id == command.Method) is not { } method) return WithdrawalErrors.UnknownMethod;
        if (await db.Withdrawals.AnyAsync(w => w.MethodId == method.Id && (w.State == WithdrawalState.Requested
            || w.State == WithdrawalState.Approved || w.State == WithdrawalState.Sending), ct)) return WithdrawalErrors.MethodBusy;
        if (method.Remove().Fails(out _, out var error)) return error;
        method.Planned(); // A plan for this method that is made at the same moment sees that it is gone.
        var now = clock.GetUtcNow().UtcDateTime;
        var account = await PayoutAccount.Of(db, actor.UserId, ct);
        account.Freeze(now + rules.Freeze);
        db.Tell(new PayoutMethodChanged(actor.UserId, method.Masked, IsNew: false, AddPayoutMethod.Names(present), account.FrozenUntil, Guid.CreateVersion7()), now);
        return new Done();
    }, ct);
}

/// <summary>Somebody of finance says whether a payout method is its owner's.</summary>
/// <remarks>Errors: finance.only, method.unknown, withdrawal.own, reason, state.</remarks>
public sealed class CheckPayoutMethod(Work work)
{
    /// <param name="Method">Which.</param>
    /// <param name="IsGood">Whether money may be sent there.</param>
    /// <param name="Note">How it was found out, or why not; the owner reads it.</param>
    /// <param name="Key">The caller's key.</param>
    public sealed record Command(PayoutMethodId Method, bool IsGood, string Note, Guid Key) : ICommand
    {
        /// <inheritdoc/>
        public IEnumerable<Error> Problems()
        {
            if (Note.Trim().Length is < 5 or > 300) yield return WithdrawalErrors.Reason;
        }
    }

    /// <summary>Decides.</summary>
    public Task<Result<Done>> Run(Command command, Actor actor, CancellationToken ct) => work.Run<Done>(command, actor, async db =>
    {
        if (!actor.Is(StaffRole.Finance)) return WithdrawalErrors.NotFinance;
        var method = await db.PayoutMethods.SingleOrDefaultAsync(m => m.Id == command.Method, ct);
        if (method is null) return WithdrawalErrors.UnknownMethod;
        return method.UserId == actor.UserId ? WithdrawalErrors.Own : method.Check(command.IsGood, command.Note.Trim(), actor.UserId);
    }, ct);
}
