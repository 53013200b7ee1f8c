using Marketplace.Core.Kernel;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payments.Rails.Operations;

/// <summary>Writes facts down, each once, and hands them to the ledger in the same transaction.</summary>
public sealed class RailJournal(IEnumerable<IMoneyEvents> ledgers)
{
    /// <summary>Writes a fact that nobody may refuse.</summary>
    /// <exception cref="InvalidOperationException">The ledger refused it; nothing is committed, and the fact comes again.</exception>
    public async Task Write(MarketplaceDb db, MoneyEvent happened, CancellationToken ct)
    {
        if ((await Offer(db, happened, ct)).Fails(out _, out var refusal))
            throw new InvalidOperationException($"The ledger refused {happened.Kind} of {happened.Operation}: {refusal.Code}");
    }

    /// <summary>Writes a fact unless the ledger refuses it; then nothing is written.</summary>
    public async Task<Result<Done>> Offer(MarketplaceDb db, MoneyEvent happened, CancellationToken ct)
    {
        if (happened.Amount.Minor <= 0) throw new ArgumentException("A fact about money has an amount.", nameof(happened));
        if (db.RailEvents.Local.Any(e => e.OperationId == happened.Operation && e.Effect == happened.Effect)
            || await db.RailEvents.AnyAsync(e => e.OperationId == happened.Operation && e.Effect == happened.Effect, ct)) return new Done();
        foreach (var ledger in ledgers)
            if ((await ledger.Post(db, happened, ct)).Fails(out _, out var refusal)) return refusal;
        db.RailEvents.Add(new RailEvent
        {
            Rail = happened.Rail, OperationId = happened.Operation, Effect = happened.Effect, Kind = happened.Kind,
            Minor = happened.Amount.Minor, Asset = happened.Amount.Asset, At = happened.At,
        });
        return new Done();
    }
}
