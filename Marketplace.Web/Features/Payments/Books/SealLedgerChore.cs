using Marketplace.Core.Payments.Journal;
using Quartz;

namespace Marketplace.Web.Features.Payments.Books;

/// <summary>Chains the newest transactions of the ledger.</summary>
[DisallowConcurrentExecution]
public sealed class SealLedgerChore(SealLedger seal) : IJob
{
    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await seal.Run(cancellationToken);
}
