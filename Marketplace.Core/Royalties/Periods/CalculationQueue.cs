using Marketplace.Core.Kernel;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Royalties.Periods;

/// <summary>Takes asked-for calculations one after the other. What a dead worker left is taken again after its lease.</summary>
public sealed class CalculationQueue(
    IDbContextFactory<MarketplaceDb> contexts, CalculateMonth calculate, OutboxSignal outbox, TimeProvider clock)
{
    /// <summary>Does the oldest waiting calculation.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> DoNext(CancellationToken ct)
    {
        if (await Take(ct) is not { } run) return false;
        var command = new CalculateMonth.Command(run.Period, run.By, run.ByName, Guid.Empty);
        try
        {
            var result = await calculate.Run(command, Actor.System("royalties"), (step, percent) => Move(run.Id, step, percent, ct), ct);
            if (result.Fails(out _, out var error)) await Change(run.Id, (row, now) => row.Fail(error, now), ct);
            else await Move(run.Id, CalculationStep.Done, 100, ct);
        }
        catch (Exception) when (!ct.IsCancellationRequested)
        {
            var broken = Error.Unavailable("month.broken", "The calculation stopped on a fault of the program. It is in the log; nothing was stored.");
            await Change(run.Id, (row, now) => row.Fail(broken, now), ct);
            throw;
        }
        return true;
    }

    private async Task<CalculationRun?> Take(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var now = clock.GetUtcNow().UtcDateTime;
        var run = await db.CalculationRuns.Where(r => r.EndedAt == null && r.LeaseUntil <= now).OrderBy(r => r.At).FirstOrDefaultAsync(ct);
        if (run is null) return null;
        run.MoveTo(CalculationStep.Reading, 0, now);
        try
        {
            await Save(db, run, now, ct);
            return run;
        }
        catch (DbUpdateConcurrencyException)
        {
            return null; // Another node was faster.
        }
    }

    private Task Move(CalculationRunId id, CalculationStep step, int percent, CancellationToken ct) =>
        Change(id, (run, now) => run.MoveTo(step, percent, now), ct);

    private async Task Change(CalculationRunId id, Action<CalculationRun, DateTime> change, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var now = clock.GetUtcNow().UtcDateTime;
        var run = await db.CalculationRuns.SingleAsync(r => r.Id == id, ct);
        change(run, now);
        await Save(db, run, now, ct);
    }

    private async Task Save(MarketplaceDb db, CalculationRun run, DateTime now, CancellationToken ct)
    {
        db.Tell(new CalculationMoved(run.Period, run.Id), now);
        await db.SaveChangesAsync(ct);
        outbox.Wake();
    }
}
