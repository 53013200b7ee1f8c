using Marketplace.Core.Accounts;
using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Kyc;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payments.Withdrawals;

/// <summary>What has to be so before money goes to somebody: asked at the request, at the approval and once more before it leaves.</summary>
public sealed class PayoutChecks(AccountDirectory accounts, PayoutRules rules, PayoutRails rails)
{
    /// <summary>Withdrawals that one person may have open.</summary>
    public const int MostOpen = 5;
    private const int TierToWithdraw = 2;

    /// <summary>The method's limits and what was sent or is planned there already.</summary>
    internal static async Task<IReadOnlyList<(DateOnly Day, long Minor)>?> Plan(
        MarketplaceDb db, PayoutMethod method, Money amount, DateTime now, CancellationToken ct)
    {
        var today = HouseDays.Of(now);
        var first = new DateOnly(today.Year, today.Month, 1);
        // The same number may stand in two methods, for example after it was removed and added again.
        var used = await (from slice in db.WithdrawalSlices
                          join withdrawal in db.Withdrawals on slice.WithdrawalId equals withdrawal.Id
                          where withdrawal.Number == method.Number && withdrawal.Kind == method.Kind && slice.Asset == amount.Asset
                              && slice.Day >= first && slice.State != SliceState.Failed
                          select new { slice.Day, slice.AmountMinor }).ToListAsync(ct);
        return PayoutCutting.Plan(amount.Minor, today, day => WalletLimits.Of(method.Kind, amount.Asset, method.Tier, day),
            used.GroupBy(u => u.Day).ToDictionary(g => g.Key, g => g.Sum(u => u.AmountMinor)));
    }

    /// <summary>What stands against a new request; null when nothing does.</summary>
    internal async Task<Error?> MayAsk(MarketplaceDb db, PayoutAccount account, PayoutMethod method, Money amount, DateTime now, CancellationToken ct)
    {
        if (rules.Minimum(amount.Asset) is not { } least || amount.Asset != method.Asset) return WithdrawalErrors.OtherAsset;
        if (amount < least) return WithdrawalErrors.BelowMinimum(least);
        if (account.FrozenUntil > now) return WithdrawalErrors.Frozen(account.FrozenUntil.Value);
        if (method.State != MethodState.Usable) return WithdrawalErrors.MethodNotProved;
        if (method.UsableFrom > now) return WithdrawalErrors.MethodTooNew(method.UsableFrom);
        var tier = await KycStanding.TierOf(db, method.UserId, now, ct);
        if (tier < TierToWithdraw) return WithdrawalErrors.NotVerified;
        if (!await IsOwn(db, method, ct)) return WithdrawalErrors.OtherHolder;
        if (await db.Withdrawals.CountAsync(w => w.UserId == method.UserId && (w.State == WithdrawalState.Requested
            || w.State == WithdrawalState.Approved || w.State == WithdrawalState.Sending), ct) >= MostOpen) return WithdrawalErrors.TooMany;
        if (rules.Monthly(amount.Asset, tier) is { } most && await ThisMonth(db, method.UserId, amount.Asset, now, ct) is var sofar && sofar + amount > most)
            return WithdrawalErrors.AboveMonth(sofar > most ? Money.Zero(amount.Asset) : most - sofar);
        if (rails.For(method.Kind, amount.Asset) is null) return WithdrawalErrors.NoRail;
        return await Plan(db, method, amount, now, ct) is null ? WithdrawalErrors.AboveWallet(PayoutCutting.MostDays) : null;
    }

    /// <summary>What stands against sending money that was asked for earlier; null when nothing does.</summary>
    internal async Task<Error?> MayStillBePaid(MarketplaceDb db, Withdrawal withdrawal, DateTime now, CancellationToken ct)
    {
        if ((await accounts.Addressee(db, withdrawal.UserId, ct))?.IsSuspended != false) return WithdrawalErrors.Suspended;
        if (await KycStanding.TierOf(db, withdrawal.UserId, now, ct) < TierToWithdraw) return WithdrawalErrors.NotVerified;
        return await db.PayoutMethods.AnyAsync(m => m.Id == withdrawal.MethodId && m.State == MethodState.Usable, ct)
            ? null : WithdrawalErrors.MethodNotProved;
    }

    /// <summary>Whether the rule may approve: small, and the method was paid before without trouble.</summary>
    internal async Task<bool> IsTrusted(MarketplaceDb db, PayoutMethod method, Money amount, CancellationToken ct)
    {
        if (!rules.IsSmall(amount) || rules.NeedsSecond(amount)) return false;
        var before = await db.Withdrawals.Where(w => w.MethodId == method.Id).Select(w => w.State).ToListAsync(ct);
        return before.Count(s => s == WithdrawalState.Paid) >= rules.TrustedAfter
            && !before.Any(s => s is WithdrawalState.Returned or WithdrawalState.Failed or WithdrawalState.PartlyPaid or WithdrawalState.Rejected);
    }

    // What a person of finance has looked at may carry another name, for example a firm's.
    private static async Task<bool> IsOwn(MarketplaceDb db, PayoutMethod method, CancellationToken ct) => method.CheckedBy is not null
        || NameMatch.Permille(method.RegisteredName.Length > 0 ? method.RegisteredName : method.HolderName,
            await KycStanding.LegalName(db, method.UserId, ct)) >= NameMatch.Enough;

    private static async Task<Money> ThisMonth(MarketplaceDb db, UserId user, Asset asset, DateTime now, CancellationToken ct)
    {
        var today = HouseDays.Of(now);
        var since = HouseDays.Start(new DateOnly(today.Year, today.Month, 1));
        return new Money(await db.Withdrawals.Where(w => w.UserId == user && w.Asset == asset && w.RequestedAt >= since
            && w.State != WithdrawalState.Rejected && w.State != WithdrawalState.Cancelled && w.State != WithdrawalState.Failed)
            .SumAsync(w => w.AmountMinor, ct), asset);
    }
}
