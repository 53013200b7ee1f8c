using System.Collections.Concurrent;
using Marketplace.Audio.Analysis;
using Marketplace.Core.Kernel;
using Marketplace.Core.Radio.Stations;
using Marketplace.Core.Radio.Streams;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Radio.Listening;

/// <summary>How a stream sounded when somebody tried it.</summary>
/// <param name="ErrorCode">Why it could not be heard, or null.</param>
/// <param name="LevelDb">Loudness, dB relative to full scale.</param>
/// <param name="IsSilent">Whether there was nothing in it.</param>
/// <param name="Title">What the stream said it was playing.</param>
public sealed record StreamTrial(string? ErrorCode, double LevelDb, bool IsSilent, string? Title);

/// <summary>The owner hears five seconds of a stream now. It leaves no window: coverage counts only what the plan asked for.</summary>
/// <remarks>Errors: station.unknown, station.url_unknown, station.test_wait.</remarks>
public sealed class TestStream(IDbContextFactory<MarketplaceDb> contexts, StreamEar ear, WindowAnalysis analysis, WindowRecorder recorder, TimeProvider clock)
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(20);
    private static readonly ConcurrentDictionary<Guid, DateTime> LastTests = new();
    private const double Seconds = 5;

    /// <summary>Hears the stream.</summary>
    public async Task<Result<StreamTrial>> Run(StationId station, Guid url, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        string address;
        await using (var db = await contexts.CreateDbContextAsync(ct))
        {
            if ((await db.ForOwner(station, actor, ct)).Fails(out var found, out var error)) return error;
            if (found.Urls.SingleOrDefault(u => u.Id == url) is not { } chosen) return StationErrors.UnknownUrl;
            address = chosen.Url;
        }
        // A button is no way to make us knock at a server again and again.
        var now = clock.GetUtcNow().UtcDateTime;
        if (LastTests.TryGetValue(url, out var last) && now - last < Between)
            return Error.Unavailable("station.test_wait", "This stream was tested a moment ago. Try again in 20 seconds.");
        LastTests[url] = now;
        try
        {
            var sound = await ear.Window(new Uri(address), Seconds, analysis.SampleRateHz, new ConnectCount(), ct);
            await recorder.Tried(url, null, ct);
            var loudness = Loudness.Measure(sound.Samples);
            return new StreamTrial(null, loudness.RmsDbfs, loudness.IsSilent, sound.Title);
        }
        catch (StreamException failure)
        {
            await recorder.Tried(url, failure.Code, ct);
            return new StreamTrial(failure.Code, 0, true, null);
        }
    }
}
