using Marketplace.Core.Kernel;

namespace Marketplace.Core.Payments.Rails.Operations;

/// <summary>An operation waits to be sent.</summary>
/// <param name="Operation">Which.</param>
/// <param name="At">Since when, UTC.</param>
public sealed record OperationReady(OperationId Operation, DateTime At) : IEvent;

/// <summary>A person has to look at an operation.</summary>
/// <param name="Operation">Which.</param>
/// <param name="Rail">Code of the rail.</param>
/// <param name="Reason">Stable code.</param>
/// <param name="At">Since when, UTC.</param>
public sealed record OperationNeedsPerson(OperationId Operation, string Rail, string Reason, DateTime At) : ILiveEvent
{
    /// <inheritdoc/>
    public IEnumerable<string> Topics => ["rails"];
}

/// <summary>A refund or payout ended.</summary>
/// <param name="Operation">Which.</param>
/// <param name="Subject">The cause of the refund, or the withdrawal.</param>
/// <param name="State">How it ended.</param>
/// <param name="Moved">What moved, minor units.</param>
/// <param name="At">When, UTC.</param>
public sealed record OperationEnded(OperationId Operation, Guid Subject, OperationState State, long Moved, DateTime At) : ILiveEvent
{
    /// <inheritdoc/>
    public IEnumerable<string> Topics => ["rails"];
}

/// <summary>Sends what waits. The use case that made the operation may already have sent it; then this finds nothing to do.</summary>
public sealed class SendWhenReady(SendOperation send) : IEventHandler<OperationReady>
{
    /// <inheritdoc/>
    public Task Handle(OperationReady happened, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(happened);
        return send.Run(happened.Operation, ct);
    }
}
