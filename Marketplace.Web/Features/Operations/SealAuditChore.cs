using Marketplace.Core.Operations;
using Quartz;

namespace Marketplace.Web.Features.Operations;

/// <summary>Seals the audit log.</summary>
[DisallowConcurrentExecution]
public sealed class SealAuditChore(SealAudit seal) : IJob
{
    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await seal.Run(cancellationToken);
}
