using Marketplace.Core.Kernel;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Web.Hosting.Chores;

/// <summary>The records of chores, the same for all nodes.</summary>
public sealed class ChoreBook(IDbContextFactory<MarketplaceDb> contexts, TimeProvider clock)
{
    /// <summary>Makes a record for each planned chore and removes those of chores that are gone.</summary>
    public async Task Plan(IEnumerable<ChorePlan> plans, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var known = plans.ToDictionary(p => p.Name, p => (int)p.AlarmAfter.TotalSeconds);
        await db.Chores.Where(c => !known.Keys.Contains(c.Name)).ExecuteDeleteAsync(ct);
        foreach (var (name, alarmAfter) in known)
        {
            if (await db.Chores.Where(c => c.Name == name).ExecuteUpdateAsync(set => set.SetProperty(c => c.AlarmAfterSeconds, alarmAfter), ct) > 0)
                continue;
            db.Chores.Add(new ChoreRecord { Name = name, PlannedAt = Now(), AlarmAfterSeconds = alarmAfter });
            try
            {
                await db.SaveChangesAsync(ct);
            }
            catch (DbUpdateException failure) when (db.Dialect.IsDuplicate(failure))
            {
                db.ChangeTracker.Clear(); // Another node was faster.
            }
        }
    }

    /// <summary>A run began.</summary>
    public Task Started(string name, CancellationToken ct)
    {
        var now = Now();
        return Change(name, set => set.SetProperty(c => c.StartedAt, now), ct);
    }

    /// <summary>A run ended, well or not.</summary>
    public Task Ended(string name, TimeSpan took, DateTime? next, string? error, CancellationToken ct)
    {
        var now = Now();
        var milliseconds = (long)took.TotalMilliseconds;
        var told = error is null ? null : Backoff.Short(error);
        return Change(name, set =>
        {
            set.SetProperty(c => c.LastMilliseconds, milliseconds).SetProperty(c => c.NextAt, next).SetProperty(c => c.LastError, told);
            if (told is null) set.SetProperty(c => c.SucceededAt, now);
        }, ct);
    }

    private async Task Change(
        string name, Action<Microsoft.EntityFrameworkCore.Query.UpdateSettersBuilder<ChoreRecord>> set, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await db.Chores.Where(c => c.Name == name).ExecuteUpdateAsync(set, ct);
    }

    private DateTime Now() => clock.GetUtcNow().UtcDateTime;
}
