using Marketplace.Core.Radio.Listening;

namespace Marketplace.Web.Hosting;

/// <summary>Runs this node's listening post for as long as the node runs.</summary>
public sealed class StationListenerService(ListeningPost post) : BackgroundService
{
    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => post.Run(stoppingToken);
}
