using Marketplace.Core.Radio;
using Marketplace.Core.Radio.Listening;
using Marketplace.Core.Radio.Plays;
using Marketplace.Core.Radio.Sampling;
using Marketplace.Core.Radio.Stations;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Web.Demo;

/// <summary>
/// The weeks before the demo was started. Nobody streamed then, so the windows and detections are drawn from a fixed seed (and say
/// so in their matcher version); the plays are made from them by the same merging that makes real ones.
/// </summary>
public sealed class DemoHistory(DemoPast past)
{
    /// <summary>Marks windows that were drawn, not heard.</summary>
    public const string MatcherVersion = "demo-history";

    private const int WindowSeconds = 15;
    private const int PeriodSeconds = 60;
    private const int FirstHour = 6;
    private const int LastHour = 18;
    private const int SongsPerHour = 2;

    /// <summary>Draws one station-day, unless it is there already.</summary>
    /// <param name="station">The station.</param>
    /// <param name="seed">Position of the station in the cast.</param>
    /// <param name="day">Day in UTC, which is Accra's.</param>
    /// <param name="until">Nothing is drawn at or after this instant, UTC.</param>
    /// <param name="songs">Recording and length in seconds of each song.</param>
    /// <param name="ct">Gives up before the commit.</param>
    public async Task Draw(
        Station station, int seed, DateOnly day, DateTime until, IReadOnlyList<(RecordingId Recording, double Seconds)> songs, CancellationToken ct)
    {
        await using var db = await past.Get<IDbContextFactory<MarketplaceDb>>().CreateDbContextAsync(ct);
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        var start = day.ToDateTime(new TimeOnly(FirstHour, 0), DateTimeKind.Utc);
        var end = Earlier(day.ToDateTime(new TimeOnly(LastHour, 0), DateTimeKind.Utc), until);
        if (start >= end) return;
        // Windows and plays are there: this day was drawn and merged at an earlier start.
        if (await db.Plays.AnyAsync(p => p.StationId == station.Id && p.StartAt >= start && p.StartAt < end, ct)) return;
        if (!await db.CaptureWindows.AnyAsync(w => w.StationId == station.Id && w.ScheduledAt >= start && w.ScheduledAt < end, ct))
        {
            var random = new Random(seed * 100_003 + day.DayNumber); // The same on every machine.
            var airings = Airings(random, start, end, songs.Count);
            foreach (var (window, detections) in Windows(random, station, start, end, airings, songs))
            {
                db.CaptureWindows.Add(window);
                db.Detections.AddRange(detections);
            }
            await db.SaveChangesAsync(ct);
        }
        await past.Get<MergeStationDay>().Run(station.Id, day, ct);
    }

    private static List<DemoAiring> Airings(Random random, DateTime start, DateTime end, int songs)
    {
        List<DemoAiring> airings = [];
        for (var hour = start; hour < end; hour = hour.AddHours(1))
            for (var i = 0; i < SongsPerHour; i++)
                airings.Add(new DemoAiring(random.Next(songs), hour.AddMinutes(i * 30 + random.Next(2, 24)).AddSeconds(random.Next(60)), 0));
        return airings;
    }

    private static IEnumerable<(CaptureWindow, List<Detection>)> Windows(
        Random random, Station station, DateTime start, DateTime end, List<DemoAiring> airings,
        IReadOnlyList<(RecordingId Recording, double Seconds)> songs)
    {
        // Now and then a station's line is down for a while, as real lines are.
        var outage = random.Next(9) == 0 ? start.AddMinutes(random.Next(60, 600)) : DateTime.MaxValue;
        for (var at = start.AddSeconds(random.Next(PeriodSeconds)); at < end; at = at.AddSeconds(PeriodSeconds))
        {
            var isDown = at >= outage && at < outage.AddMinutes(25);
            var window = new CaptureWindow
            {
                Id = Guid.CreateVersion7(at), StationId = station.Id, PlanId = station.Plan.Id, ScheduledAt = at, StartAt = at,
                LengthMs = isDown ? 0 : WindowSeconds * 1000, Outcome = isDown ? WindowOutcome.Failed : WindowOutcome.Ok,
                ErrorCode = isDown ? "stream.unreachable" : null, RmsDb = isDown ? null : -16, Content = isDown ? null : WindowContent.UnidentifiedMusic,
                MatcherVersion = MatcherVersion, RecordedAt = at.AddSeconds(WindowSeconds),
            };
            yield return (window, isDown ? [] : [.. airings.SelectMany(a => Heard(random, window, a, songs[a.Song]))]);
        }
    }

    private static IEnumerable<Detection> Heard(
        Random random, CaptureWindow window, DemoAiring airing, (RecordingId Recording, double Seconds) song)
    {
        var from = airing.Start > window.StartAt ? airing.Start : window.StartAt;
        var to = Earlier(airing.Start.AddSeconds(song.Seconds), window.EndAt);
        if ((to - from).TotalSeconds < 5) yield break;
        var isDoubtful = random.Next(30) == 0;
        yield return new Detection
        {
            Id = Guid.CreateVersion7(window.StartAt), WindowId = window.Id, StationId = window.StationId, RecordingId = song.Recording,
            WindowStartAt = window.StartAt, WindowEndAt = window.EndAt, MatchStartAt = from, MatchEndAt = to,
            ReferenceOffsetMs = (int)(from - airing.Start).TotalMilliseconds, ReferenceMs = (int)(song.Seconds * 1000),
            Score = Math.Round(isDoubtful ? 0.62 + random.NextDouble() * 0.12 : 0.90 + random.NextDouble() * 0.09, 4),
            MatcherVersion = MatcherVersion, RecordedAt = window.RecordedAt,
        };
    }

    private static DateTime Earlier(DateTime a, DateTime b) => a < b ? a : b;
}
