using Marketplace.Core.Radio.UnknownMusic;
using Quartz;

namespace Marketplace.Web.Features.Radio.Air;

/// <summary>Compares music that is in no catalogue with what was heard before.</summary>
[DisallowConcurrentExecution]
public sealed class PlaceUnknownChore(PlaceUnknown place) : IJob
{
    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await place.Run(cancellationToken);
}

/// <summary>Forgets unknown music that did not come back.</summary>
[DisallowConcurrentExecution]
public sealed class SweepUnknownChore(UnknownBroom broom) : IJob
{
    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await broom.Run(cancellationToken);
}
