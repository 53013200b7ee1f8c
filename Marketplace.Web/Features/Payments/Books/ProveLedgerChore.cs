using Marketplace.Core.Payments.Journal;
using Quartz;

namespace Marketplace.Web.Features.Payments.Books;

/// <summary>Proves the whole ledger every night; the first difference halts payouts.</summary>
[DisallowConcurrentExecution]
public sealed class ProveLedgerChore(ProveLedger prove, ILogger<ProveLedgerChore> log) : IJob
{
    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var proof = await prove.Run(cancellationToken);
        if (proof.Differences > 0) log.LogCritical("The ledger differs in {Differences} places; payouts are halted: {Detail}", proof.Differences, proof.Detail);
        else log.LogInformation("The ledger is whole: {Transactions} sealed transactions, head {Head}", proof.Transactions, proof.Head);
    }
}
