using Microsoft.Extensions.Logging;

namespace Marketplace.Core.Kernel;

/// <summary>Carries news to the open pages of every node.</summary>
public interface ILiveBridge
{
    /// <summary>Tells the pages of this node and, where there are others, of those.</summary>
    Task Tell(IReadOnlyList<LiveNews> news, CancellationToken ct);

    /// <summary>Listens to the other nodes until cancelled; returns at once where there are none.</summary>
    Task Listen(CancellationToken ct);
}

/// <summary>The only node tells itself.</summary>
public sealed class LocalLiveBridge(LiveFeed feed, ILogger<LocalLiveBridge> log) : ILiveBridge
{
    /// <inheritdoc/>
    public async Task Tell(IReadOnlyList<LiveNews> news, CancellationToken ct)
    {
        foreach (var one in news) await feed.Publish(one, log);
    }

    /// <inheritdoc/>
    public Task Listen(CancellationToken ct) => Task.CompletedTask;
}
