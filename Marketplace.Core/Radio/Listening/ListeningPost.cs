using Marketplace.Core.Kernel;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Marketplace.Core.Radio.Listening;

/// <summary>Keeps one listener for each enabled station that this node holds: starts, renews and stops them as stations change.</summary>
public sealed class ListeningPost(
    IServiceProvider services, StationLeases leases, IDbContextFactory<MarketplaceDb> contexts, LiveFeed feed, ListeningOptions options,
    TimeProvider clock, ILogger<ListeningPost> log)
{
    private readonly Dictionary<StationId, Listener> _listeners = [];
    private readonly SemaphoreSlim _news = new(0, 1);

    /// <summary>Stations this node listens to now.</summary>
    public int Count { get; private set; }

    /// <summary>Listens until cancelled, then gives its leases back.</summary>
    public async Task Run(CancellationToken ct)
    {
        using var subscription = feed.Listen(RadioTopics.Stations, news =>
        {
            if (news.EventType == nameof(Stations.StationChanged) && _news.CurrentCount == 0) _news.Release();
            return Task.CompletedTask;
        });
        try
        {
            while (!ct.IsCancellationRequested)
            {
                try
                {
                    await Round(ct);
                }
                catch (Exception failure) when (failure is not OperationCanceledException)
                {
                    log.LogError(failure, "Looking through the stations failed; trying again in a moment.");
                }
                await _news.WaitAsync(options.Round, ct);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The node goes down.
        }
        finally
        {
            foreach (var id in _listeners.Keys.ToList()) await Stop(id, giveBack: true);
        }
    }

    private async Task Round(CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        Dictionary<StationId, int> wanted;
        await using (var db = await contexts.CreateDbContextAsync(ct))
        {
            wanted = await db.Stations.AsNoTracking().IgnoreAutoIncludes()
                .Where(s => s.IsEnabled || (s.ResumesAt != null && s.ResumesAt <= now))
                .Select(s => new { s.Id, s.Revision }).ToDictionaryAsync(s => s.Id, s => s.Revision, ct);
        }
        foreach (var id in _listeners.Where(l => !wanted.TryGetValue(l.Key, out var revision) || revision != l.Value.Revision)
            .Select(l => l.Key).ToList())
            await Stop(id, giveBack: true);
        foreach (var (id, revision) in wanted)
        {
            var holds = await leases.Take(id, ct);
            if (!holds && _listeners.ContainsKey(id)) await Stop(id, giveBack: false);
            if (holds && !_listeners.ContainsKey(id)) Start(id, revision, ct);
        }
        Count = _listeners.Count;
    }

    private void Start(StationId id, int revision, CancellationToken ct)
    {
        var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var listener = ActivatorUtilities.CreateInstance<StationListener>(services, id);
        _listeners[id] = new Listener(revision, stop, Task.Run(() => listener.Run(stop.Token), CancellationToken.None));
    }

    private async Task Stop(StationId id, bool giveBack)
    {
        if (!_listeners.Remove(id, out var listener)) return;
        await listener.Stop.CancelAsync();
        await listener.Running;
        listener.Stop.Dispose();
        if (giveBack) await leases.GiveBack(id, CancellationToken.None);
    }

    private sealed record Listener(int Revision, CancellationTokenSource Stop, Task Running);
}
