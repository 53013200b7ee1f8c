using Marketplace.Core.Kernel;

namespace Marketplace.Core.Payments.Withdrawals;

/// <summary>A withdrawal, or one of its parts, came further.</summary>
/// <param name="Withdrawal">Which.</param>
/// <param name="User">Whose.</param>
/// <param name="State">Where it is now.</param>
/// <param name="Amount">The whole amount.</param>
/// <param name="At">When, UTC.</param>
public sealed record WithdrawalMoved(WithdrawalId Withdrawal, UserId User, WithdrawalState State, Money Amount, DateTime At) : ILiveEvent
{
    /// <inheritdoc/>
    public IEnumerable<string> Topics => [$"wallet:{User}", "finance"];
}

/// <summary>Nobody decided about a withdrawal within the promised time.</summary>
/// <param name="Withdrawal">Which.</param>
/// <param name="Amount">How much waits.</param>
public sealed record WithdrawalOverdue(WithdrawalId Withdrawal, Money Amount) : ILiveEvent
{
    /// <inheritdoc/>
    public IEnumerable<string> Topics => ["finance", "admin"];
}

/// <summary>Money of a payout came back after it had arrived: somebody has to look.</summary>
/// <param name="Withdrawal">Which.</param>
/// <param name="User">Whose.</param>
/// <param name="Amount">How much.</param>
/// <param name="Reason">Why, as the bank or network says it.</param>
public sealed record PayoutReturned(WithdrawalId Withdrawal, UserId User, Money Amount, string Reason) : ILiveEvent
{
    /// <inheritdoc/>
    public IEnumerable<string> Topics => [$"wallet:{User}", "finance", "admin"];
}

/// <summary>A person's payout methods changed; the owner is told by mail, in case it was somebody else.</summary>
/// <param name="User">Whose.</param>
/// <param name="Method">Network and last digits of the new or removed method.</param>
/// <param name="IsNew">Whether it was added.</param>
/// <param name="Before">Networks and last digits that could be paid to before.</param>
/// <param name="FrozenUntil">Until when withdrawals rest, UTC.</param>
/// <param name="Mail">Id of the mail; a repeat sends it once.</param>
public sealed record PayoutMethodChanged(UserId User, string Method, bool IsNew, string Before, DateTime? FrozenUntil, Guid Mail) : ILiveEvent
{
    /// <inheritdoc/>
    public IEnumerable<string> Topics => [$"wallet:{User}", "finance"];
}

/// <summary>A batch was prepared, approved or dropped.</summary>
/// <param name="Batch">Which.</param>
/// <param name="State">Where it is now.</param>
/// <param name="Items">How many withdrawals.</param>
/// <param name="At">When, UTC.</param>
public sealed record PayoutBatchMoved(PayoutBatchId Batch, BatchState State, int Items, DateTime At) : ILiveEvent
{
    /// <inheritdoc/>
    public IEnumerable<string> Topics => ["finance"];
}
