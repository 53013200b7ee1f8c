using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Journal;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payments.Escrow;

public sealed partial class Tranches
{
    /// <summary>A pending earning becomes available. Only the timer calls this; before its day, or twice, it does nothing.</summary>
    public async Task<Result<Done>> Mature(MarketplaceDb db, ClearingId id, CancellationToken ct)
    {
        var clearing = await db.Clearings.SingleOrDefaultAsync(c => c.Id == id, ct);
        if (clearing is null || clearing.MaturedAt is not null || clearing.MatureAt > Now) return new Done();
        var amount = new Money(clearing.Left, clearing.Asset);
        clearing.Mature(Now);
        if (amount.IsZero) return new Done();
        await Book(db, new Posting("earning.matured", $"mature:{id.Value:N}",
            [Line.Debit(AccountPath.Pending(clearing.UserId), amount), Line.Credit(AccountPath.Available(clearing.UserId), amount)])
        {
            Subject = clearing.Subject,
        }, ct);
        db.Tell(new EarningMatured(clearing.UserId, amount, clearing.Subject), Now);
        return new Done();
    }
}
