using Marketplace.Core.Radio.Listening;
using Marketplace.Core.Radio.Sampling;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Radio.Plays;

/// <summary>How well one station was listened to (rules V-1 to V-3).</summary>
/// <param name="Station">The station.</param>
/// <param name="StationName">Its name.</param>
/// <param name="Coverage">V-1: windows, uptime, longest unobserved stretch, errors.</param>
/// <param name="Content">V-2: what the captured windows held.</param>
/// <param name="CatchRates">V-3: share of plays caught, by length in seconds; 0…1.</param>
public sealed record StationCoverage(
    StationId Station, string StationName, Coverage Coverage, HeardContent Content, IReadOnlyDictionary<double, double> CatchRates);

/// <summary>Coverage of stations, for statements and dashboards.</summary>
public sealed class CoverageQueries(IDbContextFactory<MarketplaceDb> contexts)
{
    /// <summary>Coverage of one station over the local days [from, to); null if there is no such station.</summary>
    public async Task<StationCoverage?> Of(StationId station, DateOnly from, DateOnly to, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var found = await db.Stations.AsNoTracking().SingleOrDefaultAsync(s => s.Id == station, ct);
        if (found is null) return null;

        var start = StationClock.StartOf(from, found.TimeZone);
        var end = StationClock.StartOf(to, found.TimeZone);
        var windows = await db.CaptureWindows.AsNoTracking()
            .Where(w => w.StationId == station && w.ScheduledAt >= start && w.ScheduledAt < end)
            .Select(w => new Row(w.ScheduledAt, w.LengthMs, w.Outcome, w.ErrorCode, w.Content)).ToListAsync(ct);

        var scheduled = windows.ConvertAll(w =>
            new ScheduledWindow((w.At - start).TotalSeconds, w.LengthMs / 1000.0, w.Outcome, w.Error));
        var good = windows.Where(w => w.Outcome == WindowOutcome.Ok).ToList();
        var days = Days(good, from, to, found.TimeZone, found.Plan.Mode.Sampling);
        return new StationCoverage(station, found.Name,
            Coverage.Of(scheduled, (end - start).TotalSeconds),
            HeardContent.Of([.. good.Select(w => (w.Content ?? WindowContent.Speech, w.LengthMs / 1000.0))]),
            Coverage.ReportedLengths.ToDictionary(length => length, length => Coverage.CatchRate(days, length)));
    }

    private static List<StationDay> Days(List<Row> good, DateOnly from, DateOnly to, string zone, SamplingPlan plan)
    {
        var starts = good.ToLookup(w => StationClock.DayOf(w.At, zone), w => w.At);
        List<StationDay> days = [];
        for (var day = from; day < to; day = day.AddDays(1))
        {
            var (first, next) = (StationClock.StartOf(day, zone), StationClock.StartOf(day.AddDays(1), zone));
            days.Add(new StationDay(starts[day].Select(at => (at - first).TotalSeconds), plan, (next - first).TotalSeconds));
        }
        return days;
    }

    private sealed record Row(DateTime At, int LengthMs, WindowOutcome Outcome, string? Error, WindowContent? Content);
}
