using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Journal;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payments.Withdrawals;

/// <summary>Somebody of finance puts withdrawals that were looked through into one batch; it counts as the first approval of each.</summary>
/// <remarks>Errors: finance.only, batch.large, batch.empty, withdrawal.own, withdrawal.batch, withdrawal.unknown, payouts.halted. Raises <see cref="PayoutBatchMoved"/>.</remarks>
public sealed class PrepareBatch(Work work, TimeProvider clock)
{
    /// <param name="Withdrawals">Which.</param>
    /// <param name="Key">The caller's key.</param>
    public sealed record Command(IReadOnlyList<WithdrawalId> Withdrawals, Guid Key) : ICommand
    {
        /// <inheritdoc/>
        public IEnumerable<Error> Problems()
        {
            if (Withdrawals.Count == 0) yield return WithdrawalErrors.EmptyBatch;
            if (Withdrawals.Count > PayoutBatch.Most) yield return WithdrawalErrors.LargeBatch(PayoutBatch.Most);
        }
    }

    /// <summary>Prepares.</summary>
    public Task<Result<PayoutBatchId>> Run(Command command, Actor actor, CancellationToken ct) => work.Run<PayoutBatchId>(command, actor, async db =>
    {
        if (!actor.Is(StaffRole.Finance)) return WithdrawalErrors.NotFinance;
        if (await PayoutBrake.IsOn(db, ct)) return LedgerErrors.Braked;
        var ids = command.Withdrawals.Distinct().ToList();
        var withdrawals = await db.Withdrawals.Where(w => ids.Contains(w.Id)).ToListAsync(ct);
        if (withdrawals.Count != ids.Count) return WithdrawalErrors.Unknown;
        if (withdrawals.Any(w => w.UserId == actor.UserId)) return WithdrawalErrors.Own;
        var batch = new PayoutBatch(actor.UserId, withdrawals.Count, clock.GetUtcNow().UtcDateTime);
        db.PayoutBatches.Add(batch);
        foreach (var withdrawal in withdrawals)
            if (withdrawal.JoinBatch(batch.Id) is { } no) return no;
        return batch.Id;
    }, ct);
}

/// <summary>What became of a batch.</summary>
/// <param name="Approved">Withdrawals that are approved now.</param>
/// <param name="Left">Withdrawals that could not be approved; they wait singly, as before.</param>
public sealed record BatchApproved(int Approved, int Left);

/// <summary>Another person of finance approves a prepared batch.</summary>
/// <remarks>
/// Money: none. One that was cancelled meanwhile or whose payee may not be paid is left out, not the whole batch. Errors: finance.only,
/// batch.unknown, batch.own, batch.changed, batch.empty, payouts.halted, state. Raises <see cref="WithdrawalMoved"/>, <see cref="PayoutBatchMoved"/>.
/// </remarks>
public sealed class ApproveBatch(Work work, PayoutChecks checks, TimeProvider clock)
{
    /// <param name="Batch">Which.</param>
    /// <param name="Totals">The sums that were looked at, by asset.</param>
    /// <param name="Key">The caller's key.</param>
    public sealed record Command(PayoutBatchId Batch, IReadOnlyList<Money> Totals, Guid Key) : ICommand;

    /// <summary>Approves.</summary>
    public Task<Result<BatchApproved>> Run(Command command, Actor actor, CancellationToken ct) => work.Run<BatchApproved>(command, actor, async db =>
    {
        if (!actor.Is(StaffRole.Finance)) return WithdrawalErrors.NotFinance;
        if (await PayoutBrake.IsOn(db, ct)) return LedgerErrors.Braked;
        var batch = await db.PayoutBatches.SingleOrDefaultAsync(b => b.Id == command.Batch, ct);
        if (batch is null) return WithdrawalErrors.UnknownBatch;
        var now = clock.GetUtcNow().UtcDateTime;
        if (batch.Decide(BatchState.Approved, actor.UserId, now).Fails(out _, out var error)) return error;
        var items = await db.Withdrawals.Include(w => w.Slices)
            .Where(w => w.BatchId == batch.Id && w.State == WithdrawalState.Requested).OrderBy(w => w.Id).ToListAsync(ct);
        if (items.Count == 0) return WithdrawalErrors.EmptyBatch;
        // Whoever looked at other sums looks again.
        if (!Sums(items).SequenceEqual(command.Totals.OrderBy(t => t.Asset.Code, StringComparer.Ordinal))) return WithdrawalErrors.BatchChanged;

        var (approved, left) = (0, 0);
        foreach (var withdrawal in items)
        {
            if (await Pass(db, batch, withdrawal, actor, now, ct)) approved++;
            else
            {
                left++;
                withdrawal.LeaveBatch();
            }
        }
        return new BatchApproved(approved, left);
    }, ct);

    /// <summary>Sums by asset, in the order of codes.</summary>
    public static IEnumerable<Money> Sums(IEnumerable<Withdrawal> items) => items.GroupBy(w => w.Asset)
        .Select(g => new Money(g.Sum(w => w.AmountMinor), g.Key)).OrderBy(m => m.Asset.Code, StringComparer.Ordinal);

    private async Task<bool> Pass(MarketplaceDb db, PayoutBatch batch, Withdrawal withdrawal, Actor actor, DateTime now, CancellationToken ct)
    {
        if (await checks.MayStillBePaid(db, withdrawal, now, ct) is not null || withdrawal.UserId == actor.UserId) return false;
        var method = await db.PayoutMethods.SingleAsync(m => m.Id == withdrawal.MethodId, ct);
        if (await PayoutChecks.Plan(db, method, withdrawal.Amount, now, ct) is null) return false;
        // Two people looked: the one who prepared and the one who approves. Who had approved it singly before does not count twice.
        foreach (var person in new[] { batch.PreparedBy, actor.UserId })
            if (withdrawal.State == WithdrawalState.Requested && withdrawal.FirstApprover != person && !withdrawal.Approve(person, now).IsOk) return false;
        if (withdrawal.State != WithdrawalState.Approved) return false;
        return (await SendQueue.Add(db, withdrawal, method, now, ct)).IsOk;
    }
}

/// <summary>Somebody of finance takes a batch apart; its withdrawals wait singly again.</summary>
/// <remarks>Errors: finance.only, batch.unknown, state. Raises <see cref="PayoutBatchMoved"/>.</remarks>
public sealed class DropBatch(Work work, TimeProvider clock)
{
    /// <param name="Batch">Which.</param>
    /// <param name="Key">The caller's key.</param>
    public sealed record Command(PayoutBatchId Batch, Guid Key) : ICommand;

    /// <summary>Drops.</summary>
    public Task<Result<Done>> Run(Command command, Actor actor, CancellationToken ct) => work.Run<Done>(command, actor, async db =>
    {
        if (!actor.Is(StaffRole.Finance)) return WithdrawalErrors.NotFinance;
        var batch = await db.PayoutBatches.SingleOrDefaultAsync(b => b.Id == command.Batch, ct);
        if (batch is null) return WithdrawalErrors.UnknownBatch;
        foreach (var withdrawal in await db.Withdrawals.Where(w => w.BatchId == batch.Id && w.State == WithdrawalState.Requested).ToListAsync(ct))
            withdrawal.LeaveBatch();
        return batch.Decide(BatchState.Dropped, actor.UserId, clock.GetUtcNow().UtcDateTime);
    }, ct);
}
