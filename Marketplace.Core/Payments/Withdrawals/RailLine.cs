using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Rails.Contract;
using Marketplace.Core.Payments.Rails.Operations;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payments.Withdrawals;

/// <summary>A payment rail as a line for payouts.</summary>
internal sealed class RailLine(RailCapabilities rail, MoneyOut send) : IPayoutRail
{
    // Which places a rail reaches; bank accounts are paid by people until a rail does it.
    private static readonly Dictionary<string, MethodKind[]> Reach = new()
    {
        ["sandbox"] = [MethodKind.MobileMoney, MethodKind.WalletAddress, MethodKind.Platform],
        ["openpayments"] = [MethodKind.WalletAddress], ["open-payments"] = [MethodKind.WalletAddress], ["open_payments"] = [MethodKind.WalletAddress],
        ["momo"] = [MethodKind.MobileMoney], ["mtn"] = [MethodKind.MobileMoney],
        ["alipay"] = [MethodKind.Platform], ["wechat"] = [MethodKind.Platform],
    };

    public string Code => rail.Code;

    public bool SubmitsAtOnce => false;

    public bool Carries(MethodKind kind, Asset asset) =>
        rail.CanPayOut && rail.Assets.Contains(asset) && Reach.TryGetValue(rail.Code, out var kinds) && kinds.Contains(kind);

    public async Task<Result<Guid>> Begin(MarketplaceDb db, SliceOrder order, CancellationToken ct) =>
        (await send.PayOut(
            db, new PayoutOrder(rail.Code, order.Amount, order.Number, order.Withdrawal.Value, order.Slice.Value, order.Payee, order.Description), ct)).Then(id => id.Value);
}

/// <summary>What rails tell about payouts, applied to the part it is about. Everything else is somebody else's.</summary>
public sealed class PayoutEvents(PayoutFacts facts) : IPayoutEvents
{
    /// <inheritdoc/>
    public async Task<Result<MoneyUse>?> Post(MarketplaceDb db, MoneyEvent happened, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(happened);
        var slice = new SliceId(happened.Subject);
        if (!await db.WithdrawalSlices.AnyAsync(s => s.Id == slice, ct)) return null;
        return (await Apply(db, slice, happened, ct)).Then(_ => MoneyUse.Booked);
    }

    private async Task<Result<Done>> Apply(MarketplaceDb db, SliceId slice, MoneyEvent happened, CancellationToken ct)
    {
        switch (happened.Kind)
        {
            case MoneyEventKind.PayoutSubmitted:
                return await facts.Submitted(db, slice, ct);
            case MoneyEventKind.PayoutPaid:
                return await facts.Paid(db, slice, happened.Amount, happened.Effect, "", ct);
            case MoneyEventKind.PayoutFailed:
                var reason = await db.RailOperations.Where(o => o.Id == happened.Operation).Select(o => o.Reason).SingleOrDefaultAsync(ct);
                return await facts.Failed(db, slice, reason is { Length: > 0 } ? reason : "The payment line gave no reason.", ct);
            case MoneyEventKind.PayoutReturned:
                return await facts.Returned(db, slice, happened.Amount, "The receiving side sent the money back.", happened.Effect, ct);
            case MoneyEventKind.Fee:
                return await facts.Fee(db, slice, happened.Amount, happened.Effect, ct);
            default:
                throw new ArgumentOutOfRangeException(nameof(happened), happened.Kind, "A payout has no such fact.");
        }
    }
}

/// <summary>Notices operations that ended before they were ever sent, and those that nobody understands.</summary>
public sealed class UnsentPayouts(Work work, PayoutFacts facts) : IEventHandler<OperationEnded>, IEventHandler<OperationNeedsPerson>
{
    private static readonly Actor Payouts = Actor.System("payouts");

    private sealed record Command(Guid Operation, string What) : ICommand
    {
        public Guid Key => Guid.Empty;
    }

    /// <inheritdoc/>
    public Task Handle(OperationEnded happened, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(happened);
        return happened.State == OperationState.Succeeded ? Task.CompletedTask : About(happened.Operation.Value, "ended", (db, part) =>
            part.SubmittedAt is null && !part.State.IsOver() ? facts.Failed(db, part.Id, "It was taken back before it was sent.", ct) : Nothing, ct);
    }

    /// <inheritdoc/>
    public Task Handle(OperationNeedsPerson happened, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(happened);
        return About(happened.Operation.Value, "unclear", (db, part) => facts.Unclear(db, part.Id, happened.Reason, ct), ct);
    }

    private static Task<Result<Done>> Nothing => Task.FromResult<Result<Done>>(new Done());

    private async Task About(Guid operation, string what, Func<MarketplaceDb, WithdrawalSlice, Task<Result<Done>>> step, CancellationToken ct)
    {
        var result = await work.Run<Done>(new Command(operation, what), Payouts, async db =>
            await db.WithdrawalSlices.SingleOrDefaultAsync(s => s.OperationId == operation, ct) is { } part ? await step(db, part) : new Done(), ct);
        if (result.Fails(out _, out var error)) throw new InvalidOperationException($"Payout operation {operation}: {error.Code}");
    }
}
