using System.Data;
using System.Data.Common;
using Marketplace.Core.Kernel;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payments.Journal;

/// <summary>
/// Proves the whole ledger anew from its entries. The first difference halts all payouts until finance has explained it.
/// </summary>
/// <remarks>Raises <see cref="LedgerDiffers"/> and <see cref="PayoutBrakeMoved"/>.</remarks>
public sealed class ProveLedger(IDbContextFactory<MarketplaceDb> contexts, IEnumerable<ILedgerCheck> checks, Work work, TimeProvider clock)
{
    private const int Told = 20;

    private sealed record Command(int Differences, string Detail, Guid Key = default) : ICommand;

    /// <summary>Reads everything, keeps the result, and puts the brake on when anything differs.</summary>
    public async Task<LedgerProof> Run(CancellationToken ct)
    {
        List<string> found = [];
        LedgerSeal? last;
        await using (var db = await contexts.CreateDbContextAsync(ct))
        {
            await using var moment = await db.Dialect.BeginSnapshot(db, ct);
            found.AddRange(await Differences(db, ct));
            last = await db.LedgerSeals.AsNoTracking().OrderByDescending(s => s.Number).FirstOrDefaultAsync(ct);
        }

        var detail = string.Join('\n', found.Take(Told));
        if (detail.Length > 4000) detail = detail[..4000];
        var now = clock.GetUtcNow().UtcDateTime;
        var proof = new LedgerProof
        {
            Id = LedgerProofId.New(), At = now, Transactions = last?.Number ?? 0, Differences = found.Count, Detail = detail,
            Head = last?.Hash ?? LedgerSeal.Genesis, Sealed = last?.Number ?? 0,
        };
        await work.Run<Done>(new Command(found.Count, detail), Actor.System("ledger-proof"), async db =>
        {
            db.LedgerProofs.Add(proof);
            if (found.Count == 0) return new Done();
            if (!await PayoutBrake.IsOn(db, ct)) db.PayoutBrakes.Add(new PayoutBrake(Backoff.Short(found[0]) is { Length: > 480 } text ? text[..480] : found[0], now));
            db.Tell(new LedgerDiffers(proof.Id, found.Count, found[0]), now);
            return new Done();
        }, ct);
        return proof;
    }

    /// <summary>What all checks find. A row that cannot even be read is a difference too: nobody of ours wrote it.</summary>
    internal async Task<IReadOnlyList<string>> Differences(MarketplaceDb db, CancellationToken ct)
    {
        List<string> found = [];
        foreach (var check in checks)
            try
            {
                found.AddRange(await check.Run(db, ct));
            }
            catch (Exception unreadable) when (IsAboutRows(db, unreadable))
            {
                found.Add($"{check.GetType().Name} cannot read the books: {unreadable.GetBaseException().Message}");
            }
        return found;
    }

    // A line that broke, or a question that came at a bad moment, says nothing about the books: then there is no proof at all.
    private static bool IsAboutRows(MarketplaceDb db, Exception failure) => failure.GetBaseException() switch
    {
        ArgumentException or FormatException or InvalidCastException or InvalidOperationException or OverflowException or KeyNotFoundException => true,
        DbException cause => !db.Dialect.IsTransient(cause) && db.Database.GetDbConnection().State == ConnectionState.Open,
        _ => false,
    };
}
