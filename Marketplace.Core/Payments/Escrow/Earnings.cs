using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Journal;
using Marketplace.Core.Storage;

namespace Marketplace.Core.Payments.Escrow;

/// <summary>What somebody earned with one thing.</summary>
/// <param name="User">Who.</param>
/// <param name="Net">How much, after fees and tax.</param>
/// <param name="ClearingDays">Days until it is available; 0 makes it available at once.</param>
/// <param name="Subject">What earned it.</param>
/// <param name="Title">What it is called.</param>
internal sealed record Earning(UserId User, Money Net, int ClearingDays, string Subject, string Title);

/// <summary>The one way in which money becomes somebody's: a debt is repaid first, the rest waits out its clearing time.</summary>
internal static class Earnings
{
    /// <summary>Adds the credit lines of an earning to a posting, and the row and timer of what has to wait.</summary>
    public static async Task Add(MarketplaceDb db, Ledger ledger, DateTime now, Earning earning, List<Line> lines, CancellationToken ct)
    {
        var owed = await ledger.Balance(db, AccountPath.Owed(earning.User), earning.Net.Asset, ct);
        var repaid = owed < earning.Net ? owed : earning.Net;
        lines.Add(Line.Credit(AccountPath.Owed(earning.User), repaid));
        var kept = earning.Net - repaid;
        if (earning.ClearingDays == 0 || kept.IsZero)
        {
            lines.Add(Line.Credit(AccountPath.Available(earning.User), kept));
            return;
        }
        lines.Add(Line.Credit(AccountPath.Pending(earning.User), kept));
        var clearing = new Clearing(earning.User, earning.Subject, earning.Title, kept, now.AddDays(earning.ClearingDays));
        db.Clearings.Add(clearing);
        // A clearing is new here, so no timer of it can be waiting yet.
        db.Timers.Add(new DueTimer { Kind = TrancheTimers.Mature, Subject = clearing.Id.Value, DueAt = clearing.MatureAt });
    }
}
