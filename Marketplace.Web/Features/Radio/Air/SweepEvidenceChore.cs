using Marketplace.Core.Radio.Plays;
using Quartz;

namespace Marketplace.Web.Features.Radio.Air;

/// <summary>Removes evidence clips that are older than they are kept.</summary>
[DisallowConcurrentExecution]
public sealed class SweepEvidenceChore(EvidenceBroom broom) : IJob
{
    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await broom.Run(cancellationToken);
}
