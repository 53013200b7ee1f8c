using Marketplace.Core.Operations;
using Quartz;

namespace Marketplace.Web.Features.Operations;

/// <summary>Removes receipts, told events and fired timers that are old enough.</summary>
[DisallowConcurrentExecution]
public sealed class SweepOldRowsChore(SweepOldRows sweep) : IJob
{
    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await sweep.Run(cancellationToken);
}
