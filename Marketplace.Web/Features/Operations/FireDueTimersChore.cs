using Marketplace.Core.Kernel;
using Quartz;

namespace Marketplace.Web.Features.Operations;

/// <summary>Fires the business timers that fell due.</summary>
[DisallowConcurrentExecution]
public sealed class FireDueTimersChore(FireDueTimers timers) : IJob
{
    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await timers.Run(limit: 500, cancellationToken);
}
