using Marketplace.Core.Accounts;
using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Journal;
using Marketplace.Core.Payments.Kyc;
using Marketplace.Core.Payments.Rails.Operations;
using Marketplace.Core.Payments.Withdrawals;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payments.Desk;

/// <summary>A withdrawal as finance sees it.</summary>
/// <param name="Withdrawal">The withdrawal with its parts.</param>
/// <param name="Payee">Name of its owner.</param>
/// <param name="LegalName">Verified name of its owner.</param>
/// <param name="FirstApprover">Name of who approved first; empty when nobody did.</param>
public sealed record DeskRow(Withdrawal Withdrawal, string Payee, string LegalName, string FirstApprover);

/// <summary>A batch that waits.</summary>
/// <param name="Batch">The batch.</param>
/// <param name="PreparedBy">Name of who prepared it.</param>
/// <param name="Rows">Its withdrawals that still wait.</param>
/// <param name="Totals">Their sums by asset.</param>
public sealed record DeskBatch(PayoutBatch Batch, string PreparedBy, IReadOnlyList<DeskRow> Rows, IReadOnlyList<Money> Totals);

/// <summary>A method that somebody has to look at.</summary>
/// <param name="Method">The method.</param>
/// <param name="Owner">Name of its owner.</param>
/// <param name="LegalName">Verified name of its owner.</param>
public sealed record DeskMethod(PayoutMethod Method, string Owner, string LegalName);

/// <summary>Today's work of the payout desk.</summary>
/// <param name="ToApprove">Waiting singly, most urgent first.</param>
/// <param name="Batches">Prepared batches.</param>
/// <param name="Unclear">Nobody knows what became of a part.</param>
/// <param name="Waiting">Approved or on their way.</param>
/// <param name="Ended">Failed, partly paid, returned or rejected within 30 days.</param>
/// <param name="Transfers">Bank transfers to be made by hand.</param>
/// <param name="Methods">Methods to be checked.</param>
/// <param name="Brake">Why all payouts are halted; null when they are not.</param>
public sealed record PayoutBoard(IReadOnlyList<DeskRow> ToApprove, IReadOnlyList<DeskBatch> Batches, IReadOnlyList<DeskRow> Unclear,
    IReadOnlyList<DeskRow> Waiting, IReadOnlyList<DeskRow> Ended, IReadOnlyList<HandTransfer> Transfers, IReadOnlyList<DeskMethod> Methods, string? Brake);

/// <summary>Reads the payout desk, for finance with a second factor; nothing for anybody else.</summary>
public sealed class PayoutDesk(IDbContextFactory<MarketplaceDb> contexts, AccountDirectory accounts, TimeProvider clock)
{
    private const int Most = 500;

    /// <summary>The whole board; null for anybody but finance.</summary>
    public async Task<PayoutBoard?> Board(Actor actor, CancellationToken ct)
    {
        if (!actor.Is(StaffRole.Finance)) return null;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var since = clock.GetUtcNow().UtcDateTime.AddDays(-30);
        var found = await db.Withdrawals.AsNoTracking().Include(w => w.Slices.OrderBy(s => s.Number)).Where(w =>
                w.State == WithdrawalState.Requested || w.State == WithdrawalState.Approved || w.State == WithdrawalState.Sending
                || (w.StateSince >= since && (w.State == WithdrawalState.Failed || w.State == WithdrawalState.PartlyPaid
                    || w.State == WithdrawalState.Returned || w.State == WithdrawalState.Rejected)))
            .OrderBy(w => w.DueAt).ThenBy(w => w.Id).Take(Most).AsSplitQuery().ToListAsync(ct);
        var rows = await Named(db, found, ct);
        var unclear = await Unclear(db, ct);
        bool IsUnclear(DeskRow row) => row.Withdrawal.Slices.Any(s => s.State == SliceState.Unknown || (s.State == SliceState.Sent && unclear.Contains(s.OperationId)));
        var waiting = rows.Where(r => r.Withdrawal.State is WithdrawalState.Approved or WithdrawalState.Sending).ToList();
        var methods = await db.PayoutMethods.AsNoTracking().Where(m => m.State == MethodState.ToCheck).OrderBy(m => m.AddedAt).Take(Most).ToListAsync(ct);
        var names = await accounts.NamesOf(db, methods.Select(m => m.UserId), ct);
        var legal = await Legal(db, methods.Select(m => m.UserId), ct);
        return new PayoutBoard(
            [.. rows.Where(r => r.Withdrawal is { State: WithdrawalState.Requested, BatchId: null })],
            await Batches(db, rows, ct),
            [.. waiting.Where(IsUnclear)], [.. waiting.Where(r => !IsUnclear(r))],
            [.. rows.Where(r => !r.Withdrawal.State.IsOpen()).OrderByDescending(r => r.Withdrawal.StateSince)],
            await db.HandTransfers.AsNoTracking().Where(t => t.State == HandTransferState.Open).OrderBy(t => t.CreatedAt).Take(Most).ToListAsync(ct),
            [.. methods.Select(m => new DeskMethod(m, names.GetValueOrDefault(m.UserId, ""), legal.GetValueOrDefault(m.UserId, "")))],
            await db.PayoutBrakes.Where(b => b.EndedAt == null).Select(b => b.Reason).FirstOrDefaultAsync(ct));
    }

    /// <summary>One withdrawal; null for anybody but finance.</summary>
    public async Task<DeskRow?> One(Actor actor, WithdrawalId id, CancellationToken ct)
    {
        if (!actor.Is(StaffRole.Finance)) return null;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var found = await db.Withdrawals.AsNoTracking().Include(w => w.Slices.OrderBy(s => s.Number)).Where(w => w.Id == id).ToListAsync(ct);
        return (await Named(db, found, ct)).SingleOrDefault();
    }

    // A rail's own row tells more than the part: it knows at once that an answer is missing.
    private static async Task<HashSet<Guid?>> Unclear(MarketplaceDb db, CancellationToken ct)
    {
        var ids = await db.RailOperations.Where(o => o.State == OperationState.Unknown || o.State == OperationState.NeedsAttention).Select(o => o.Id).ToListAsync(ct);
        return [.. ids.Select(id => (Guid?)id.Value)];
    }

    private async Task<List<DeskBatch>> Batches(MarketplaceDb db, List<DeskRow> rows, CancellationToken ct)
    {
        var batches = await db.PayoutBatches.AsNoTracking().Where(b => b.State == BatchState.Prepared).OrderBy(b => b.PreparedAt).ToListAsync(ct);
        var names = await accounts.NamesOf(db, batches.Select(b => b.PreparedBy), ct);
        return [.. batches.Select(batch =>
        {
            var mine = rows.Where(r => r.Withdrawal.BatchId == batch.Id && r.Withdrawal.State == WithdrawalState.Requested).ToList();
            return new DeskBatch(batch, names.GetValueOrDefault(batch.PreparedBy, ""), mine, [.. ApproveBatch.Sums(mine.Select(r => r.Withdrawal))]);
        })];
    }

    private async Task<List<DeskRow>> Named(MarketplaceDb db, List<Withdrawal> found, CancellationToken ct)
    {
        var names = await accounts.NamesOf(db, found.Select(w => w.UserId).Concat(found.Where(w => w.FirstApprover is not null).Select(w => w.FirstApprover!.Value)), ct);
        var legal = await Legal(db, found.Select(w => w.UserId), ct);
        return [.. found.Select(w => new DeskRow(w, names.GetValueOrDefault(w.UserId, ""), legal.GetValueOrDefault(w.UserId, ""),
            w.FirstApprover is { } by ? names.GetValueOrDefault(by, "") : ""))];
    }

    private static async Task<Dictionary<UserId, string>> Legal(MarketplaceDb db, IEnumerable<UserId> users, CancellationToken ct)
    {
        var ids = users.Distinct().ToList();
        return await db.KycCases.Where(c => ids.Contains(c.UserId)).ToDictionaryAsync(c => c.UserId, c => c.ApprovedName, ct);
    }
}
