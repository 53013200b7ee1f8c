using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Withdrawals;

namespace Marketplace.Core.Payments.Desk;

/// <summary>Notes in the audit log that somebody of finance looked at something, before it is shown.</summary>
/// <remarks>Errors: finance.only.</remarks>
public sealed class LookAtDesk(Work work)
{
    /// <param name="What">Name of the page or file.</param>
    /// <param name="About">Which one, if there are several.</param>
    public sealed record Command(string What, string About) : ICommand
    {
        /// <inheritdoc/>
        public Guid Key => Guid.Empty;
    }

    /// <summary>Notes the look.</summary>
    public Task<Result<Done>> Run(Command command, Actor actor, CancellationToken ct) => work.Run<Done>(command, actor, _ =>
        Task.FromResult<Result<Done>>(actor.Is(StaffRole.Finance) ? new Done() : WithdrawalErrors.NotFinance), ct);
}
