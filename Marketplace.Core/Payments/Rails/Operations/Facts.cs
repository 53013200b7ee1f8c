using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Rails.Attempts;
using Marketplace.Core.Payments.Rails.Contract;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payments.Rails.Operations;

/// <summary>Applies what a rail said to an operation, to its payment and to the ledger, all in the caller's transaction.</summary>
public sealed class Facts(RailJournal journal, RailBook rails, CollectFacts collects, TimeProvider clock)
{
    /// <summary>The operation is about to be sent for the first time.</summary>
    public async Task Submitted(MarketplaceDb db, RailOperation operation, DateTime now, CancellationToken ct)
    {
        if (operation.Kind == OperationKind.Collect) return;
        await journal.Write(db, await collects.About(db, Fact(operation, operation.Kind == OperationKind.Refund
            ? MoneyEventKind.RefundSubmitted : MoneyEventKind.PayoutSubmitted, "submitted", operation.Amount, now), ct), ct);
    }

    /// <summary>Applies the difference between what we know and what was told, and sets the next ask.</summary>
    public async Task Apply(MarketplaceDb db, RailOperation operation, ProviderState told, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var capabilities = rails.Of(operation.Rail).Describe();
        operation.Know(told.ProviderRef);
        if (Contradicts(operation, told) is { } contradiction)
        {
            NeedPerson(operation, contradiction, now);
            return;
        }
        // A failure after success is money that went back, not another state.
        if (operation.State == OperationState.Succeeded && told.Status == ProviderStatus.Failed)
            told = told with { Status = ProviderStatus.Succeeded, Reversed = operation.Moved };

        var wasFinal = operation.IsFinal;
        var (moved, reversed, fee) = operation.Count(told);
        Step(operation, told, capabilities, now);
        if (operation.Kind == OperationKind.Collect) await collects.Apply(db, operation, moved, now, ct);
        else await SettleOut(db, operation, moved, wasFinal, now, ct);

        if (fee.IsPositive) await journal.Write(db, Fact(operation, MoneyEventKind.Fee, $"fee:{operation.FeeMinor}", fee, now), ct);
        if (reversed.IsPositive)
            await journal.Write(db, await collects.About(db, Fact(operation, operation.Kind == OperationKind.Payout
                ? MoneyEventKind.PayoutReturned : MoneyEventKind.ChargedBack, $"reversed:{operation.ReversedMinor}", reversed, now), ct), ct);

        if (operation.IsFinal) await RailTimers.Clear(db, RailTimers.Ask, operation.Id.Value, ct);
        else await RailTimers.Set(db, RailTimers.Ask, operation.Id.Value, RailTimers.Next(operation, capabilities, now), ct);
        if (operation.State == OperationState.Created) db.Tell(new OperationReady(operation.Id, now), now);
    }

    // Each of these is believed by nobody: a person compares the statement.
    private static string? Contradicts(RailOperation operation, ProviderState told)
    {
        if (told.Moved.Asset != operation.Asset) return "other_currency";
        if (told.Status == ProviderStatus.Succeeded && told.Moved.IsZero) return "success_without_money";
        if (operation.Kind == OperationKind.Collect) return null;
        if (told.Moved > operation.Amount) return "moved_too_much";
        return operation.State is OperationState.Failed or OperationState.Cancelled or OperationState.Expired && told.Moved > operation.Moved
            ? "moved_after_failure" : null;
    }

    private static void NeedPerson(RailOperation operation, string reason, DateTime now)
    {
        operation.Because(reason);
        _ = operation.Move(OperationState.NeedsAttention, now); // One that ended stays ended; the event tells the desk.
        operation.Alarm(reason, now);
    }

    private static void Step(RailOperation operation, ProviderState told, RailCapabilities rail, DateTime now)
    {
        if (told.Reason is not null && told.Status is not ProviderStatus.Unknown) operation.Because(told.Reason);
        var to = told.Status switch
        {
            ProviderStatus.Succeeded => OperationState.Succeeded,
            ProviderStatus.Failed => OperationState.Failed,
            ProviderStatus.Cancelled => OperationState.Cancelled,
            ProviderStatus.Expired => OperationState.Expired,
            ProviderStatus.Pending => OperationState.Pending,
            ProviderStatus.NeverSeen => Unseen(operation, rail, now),
            _ => LeaseIsOver(operation, now) ? OperationState.Unknown : operation.State,
        };
        // What ended stays ended, but for money that comes late; an answer from before the end is no news.
        if (operation.Move(to, now).Fails(out _, out _)) return;
        if (operation.State == OperationState.Unknown && now - operation.CreatedAt >= RailTimers.UntilAttention)
            NeedPerson(operation, "unclear_for_a_day", now);
    }

    private static OperationState Unseen(RailOperation operation, RailCapabilities rail, DateTime now)
    {
        if (operation.State is not (OperationState.Unknown or OperationState.Submitted or OperationState.NeedsAttention)) return operation.State;
        if (!LeaseIsOver(operation, now)) return operation.State;
        _ = operation.Move(OperationState.Unknown, now);
        if (now - operation.SentAt < rail.QuietTime) return operation.State;
        if (operation.Kind == OperationKind.Collect && now >= operation.ExpiresAt) return OperationState.Expired;
        return rail.Idempotency == Idempotency.None ? OperationState.NeedsAttention : OperationState.Created;
    }

    private static bool LeaseIsOver(RailOperation operation, DateTime now) =>
        operation.State != OperationState.Submitted || now - operation.SentAt >= RailTimers.Lease;

    private async Task SettleOut(MarketplaceDb db, RailOperation operation, Money moved, bool wasFinal, DateTime now, CancellationToken ct)
    {
        var isRefund = operation.Kind == OperationKind.Refund;
        if (moved.IsPositive)
            await journal.Write(db, await collects.About(db, Fact(operation, isRefund ? MoneyEventKind.RefundPaid : MoneyEventKind.PayoutPaid,
                $"paid:{operation.MovedMinor}", moved, now), ct), ct);
        if (wasFinal || !operation.IsFinal) return;

        var rest = operation.Amount - operation.Moved;
        if (rest.IsPositive && operation.Sends > 0)
            await journal.Write(db, await collects.About(db, Fact(operation, isRefund ? MoneyEventKind.RefundFailed : MoneyEventKind.PayoutFailed,
                "failed", rest, now), ct), ct);
        if (isRefund) await collects.RefundEnded(db, operation, rest, now, ct);
        operation.TellEnd(now);
    }

    internal static MoneyEvent Fact(RailOperation operation, MoneyEventKind kind, string effect, Money amount, DateTime now) =>
        new(kind, operation.Rail, operation.Id, effect, amount, operation.Subject, now);
}
