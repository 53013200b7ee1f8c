using Marketplace.Core.Radio.Sampling;
using Marketplace.Core.Radio.Stations;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Marketplace.Core.Radio.Listening;

/// <summary>Listens to one station for as long as this node holds its lease.</summary>
public sealed class StationListener(
    StationId id, ListenToStation listen, WindowRecorder recorder, ListeningGates gates, RecordingIndex index,
    IDbContextFactory<MarketplaceDb> contexts, TimeProvider clock, ILogger<StationListener> log)
{
    private readonly StreamMemory _memory = new();
    private readonly StationTracker _tracker = new(index);

    /// <summary>Listens until cancelled. What goes wrong with one window never ends the listening.</summary>
    public async Task Run(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await OneWindow(ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                await LetGo();
                return;
            }
            catch (Exception failure)
            {
                // The outermost door of this station: our own mistake or the database's trouble costs one window, not the day.
                log.LogError(failure, "Listening to station {Station} failed; trying again with the next window.", id);
                await Task.Delay(TimeSpan.FromSeconds(5), clock, ct);
            }
        }
    }

    // What is held was heard: it is written although listening ends.
    private async Task LetGo()
    {
        try
        {
            if (await Load(CancellationToken.None) is { } station) await listen.LetGo(station, _tracker, CancellationToken.None);
        }
        catch (Exception failure)
        {
            log.LogError(failure, "The last half minute of station {Station} could not be written.", id);
        }
    }

    private async Task OneWindow(CancellationToken ct)
    {
        var station = await Load(ct);
        if (station is null)
        {
            await Task.Delay(TimeSpan.FromSeconds(5), clock, ct);
            return;
        }
        var mode = station.Plan.Mode;
        var scheduledAt = StationSampler.NextWindow(id, TimeSpan.FromSeconds(mode.PeriodSeconds), clock.GetUtcNow().UtcDateTime);
        var wait = scheduledAt - clock.GetUtcNow().UtcDateTime;
        if (wait > TimeSpan.Zero) await Task.Delay(wait, clock, ct);

        // Half a period is the latest start that still leaves the next window its own time.
        if (!await gates.Captures.WaitAsync(TimeSpan.FromSeconds(mode.PeriodSeconds / 2.0), ct))
        {
            await recorder.Missed(station, scheduledAt, WindowOutcome.Skipped, "window.load", null, ct);
            return;
        }
        try
        {
            station = await Load(ct) ?? station; // The wait may have been long enough for a change.
            if (mode.IsContinuous) await listen.Continuously(station, scheduledAt, _memory, _tracker, ct);
            else await listen.Window(station, scheduledAt, _memory, ct);
        }
        finally
        {
            gates.Captures.Release();
        }
    }

    private async Task<Station?> Load(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Stations.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, ct);
    }
}
