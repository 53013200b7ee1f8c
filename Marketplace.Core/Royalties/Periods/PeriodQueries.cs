using Marketplace.Core.Kernel;
using Marketplace.Core.Royalties.Calculation;
using Marketplace.Core.Royalties.Statements;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;
using PlayQueries = Marketplace.Core.Radio.Plays.PlayQueries;

namespace Marketplace.Core.Royalties.Periods;

/// <summary>A month on finance's board.</summary>
/// <param name="Id">As <c>yyyy-MM</c>.</param>
/// <param name="Period">What was calculated; null while nothing was.</param>
/// <param name="Run">The last calculation that was asked for.</param>
/// <param name="IsOver">Whether it may be calculated.</param>
public sealed record MonthOnBoard(string Id, Period? Period, CalculationRun? Run, bool IsOver);

/// <summary>A month with its proofs.</summary>
/// <param name="Board">As on the board.</param>
/// <param name="Before">The month before, if it was calculated.</param>
/// <param name="Proofs">Sums read back from the tables.</param>
/// <param name="Held">Held money by reason, pesewas.</param>
public sealed record MonthView(
    MonthOnBoard Board, Period? Before, IReadOnlyList<Proof> Proofs, IReadOnlyDictionary<string, (int Lines, long Gross)> Held);

/// <summary>Reads months, for finance; nothing for anybody else.</summary>
public sealed class PeriodQueries(IDbContextFactory<MarketplaceDb> contexts, PlayQueries plays, TimeProvider clock)
{
    private const int MonthsShown = 12;

    /// <summary>
    /// The running month and those before it back to the first play, newest first, at most twelve; others only if they were calculated.
    /// </summary>
    public async Task<IReadOnlyList<MonthOnBoard>> Board(Actor actor, CancellationToken ct)
    {
        if (!actor.Is(StaffRole.Finance)) return [];
        await using var db = await contexts.CreateDbContextAsync(ct);
        var periods = await db.Periods.AsNoTracking().ToDictionaryAsync(p => p.Id, ct);
        var runs = await LastRuns(db, ct);
        var months = periods.Keys.Select(Month.Parse).ToHashSet();
        var month = Month.Of(TimeZoneInfo.ConvertTimeFromUtc(clock.GetUtcNow().UtcDateTime, MonthClock.House));
        var first = await plays.FirstStart(ct) is { } start ? Month.Of(TimeZoneInfo.ConvertTimeFromUtc(start, MonthClock.House)) : month;
        for (var i = 0; i < MonthsShown && (i == 0 || month.CompareTo(first) >= 0); i++, month = month.Previous) months.Add(month);
        return [.. months.OrderDescending().Select(m => OnBoard(m, periods.GetValueOrDefault(m.ToString()), runs))];
    }

    /// <summary>One month; null if it is no month or not for this actor.</summary>
    public async Task<MonthView?> One(Actor actor, string id, CancellationToken ct)
    {
        if (!actor.Is(StaffRole.Finance) || !Month.TryParse(id, out var month)) return null;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var before = month.Previous.ToString();
        var periods = await db.Periods.AsNoTracking().Where(p => p.Id == id || p.Id == before).ToDictionaryAsync(p => p.Id, ct);
        var period = periods.GetValueOrDefault(id);
        var revision = period?.Revision ?? 0;
        var lines = await db.RoyaltyLines.AsNoTracking().Include(l => l.Allocations)
            .Where(l => l.Period == id && l.Revision == revision).ToListAsync(ct);
        var statements = await db.Statements.AsNoTracking().Include(s => s.Lines).AsSplitQuery()
            .Where(s => s.Period == id && s.Revision == revision).ToListAsync(ct);
        var held = lines.Where(l => l.HeldReason is not null).GroupBy(l => l.HeldReason!.Value).OrderBy(g => g.Key)
            .ToDictionary(g => g.Key.ToString(), g => (g.Count(), g.Sum(l => l.Gross)));
        return new MonthView(
            OnBoard(month, period, await LastRuns(db, ct)), periods.GetValueOrDefault(before),
            period is null ? [] : Reconciliation.Of(lines, statements), held);
    }

    private static async Task<Dictionary<string, CalculationRun>> LastRuns(MarketplaceDb db, CancellationToken ct)
    {
        var runs = await db.CalculationRuns.AsNoTracking().OrderByDescending(r => r.At).Take(200).ToListAsync(ct);
        return runs.GroupBy(r => r.Period).ToDictionary(g => g.Key, g => g.First());
    }

    private MonthOnBoard OnBoard(Month month, Period? period, Dictionary<string, CalculationRun> runs) => new(
        month.ToString(), period, runs.GetValueOrDefault(month.ToString()),
        clock.GetUtcNow().UtcDateTime >= MonthClock.SafeEnd(month));
}
