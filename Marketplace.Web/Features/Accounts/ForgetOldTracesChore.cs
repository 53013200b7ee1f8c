using Marketplace.Core.Accounts.Sessions;
using Quartz;

namespace Marketplace.Web.Features.Accounts;

/// <summary>Deletes old traces of sign-ins and mails.</summary>
[DisallowConcurrentExecution]
public sealed class ForgetOldTracesChore(ForgetOldTraces forget) : IJob
{
    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await forget.Run(cancellationToken);
}
