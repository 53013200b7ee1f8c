using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Journal;
using Marketplace.Core.Storage;

namespace Marketplace.Core.Payments.Escrow;

/// <summary>Divides one payment between tax, fees and payees by the rules of its day.</summary>
internal static class FeeShares
{
    /// <summary>The shares of a payment; they sum to it.</summary>
    /// <param name="db">Where the rules are.</param>
    /// <param name="tranche">What is paid.</param>
    /// <param name="amount">The payment.</param>
    /// <param name="earlier">Earlier parts of the same price: fee and tax are counted on the sum, once.</param>
    /// <param name="at">The day of the payment.</param>
    /// <param name="ct">Gives up.</param>
    public static async Task<IReadOnlyList<CaptureShare>> Of(
        MarketplaceDb db, Tranche tranche, Money amount, IReadOnlyList<Capture> earlier, DateTime at, CancellationToken ct)
    {
        List<CaptureShare> shares = [];
        var before = new Money(earlier.Sum(c => c.Amount), amount.Asset);
        var left = amount;

        if (tranche.TaxMinor > 0)
        {
            // By what remains of the price, so that the last payment brings the last unit of tax.
            var remaining = tranche.TaxMinor - earlier.SelectMany(c => c.Shares).Where(s => s.Kind == ShareKind.Tax).Sum(s => s.Total);
            var tax = Allocation.LargestRemainder(amount.Minor, [remaining, (tranche.Price - before).Minor - remaining])[0];
            left -= Keep(ShareKind.Tax, AccountPath.Tax(tranche.TaxJurisdiction), new Money(tax, amount.Asset));
        }
        foreach (var rule in await FeeRule.At(db, tranche.Category, amount.Asset, at, ct))
        {
            var fee = rule.On(before + amount) - (before.IsZero ? before : rule.On(before));
            left -= Keep(ShareKind.Fee, AccountPath.Revenue(rule.Line), fee < left ? fee : left);
        }
        var payees = tranche.Payees;
        foreach (var (payee, net) in payees.Zip(left.Allocate([.. payees.Select(p => p.Weight)])))
            Keep(ShareKind.Payee, AccountPath.Available(payee.User), net, payee.User);
        return shares;

        Money Keep(ShareKind kind, string account, Money part, UserId user = default)
        {
            if (part.IsPositive) shares.Add(new CaptureShare(kind, account, part.Minor, user));
            return part;
        }
    }
}
