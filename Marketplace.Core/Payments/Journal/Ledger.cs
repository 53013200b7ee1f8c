using Marketplace.Core.Kernel;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payments.Journal;

/// <summary>
/// The only door to the books. It joins the transaction of its caller, so that money and what it was moved for are committed together or
/// not at all. A refusal leaves nothing behind in the caller's transaction.
/// </summary>
public sealed class Ledger(TimeProvider clock)
{
    /// <summary>
    /// Books a transaction once. The same cause with the same content gives the first transaction again.
    /// Errors: <c>ledger.short</c>, <c>ledger.cause</c>. Raises <see cref="AccountBelowZero"/> when a fact takes a provider's account below zero.
    /// </summary>
    /// <exception cref="ArgumentException">The posting itself is wrong; see <see cref="Posting.Check"/>.</exception>
    /// <exception cref="InvalidOperationException">The caller has opened no transaction.</exception>
    public async Task<Result<LedgerTransaction>> Post(MarketplaceDb db, Posting posting, CancellationToken ct = default)
    {
        if (db.Database.CurrentTransaction is null) throw new InvalidOperationException("Money moves inside a transaction only.");
        posting = posting with { Lines = [.. posting.Lines.Where(l => !l.Amount.IsZero)] };
        posting.Check();
        var hash = posting.Hash();
        if (db.Tracked<LedgerTransaction>().FirstOrDefault(t => t.Cause == posting.Cause) is { } own) return Same(own, hash);

        // One change per account, in the order of the paths, so that two steps that touch the same accounts never wait for each other in a ring.
        var changes = posting.Lines.GroupBy(l => (l.Account, l.Amount.Asset))
            .Select(g => new BalanceChange(g.Key.Account, g.Key.Asset, AccountRules.Of(g.Key.Account), g.Sum(l => l.Amount.Minor)))
            .Where(c => c.Amount != 0)
            .OrderBy(c => c.Account, StringComparer.Ordinal).ThenBy(c => c.Asset.Code, StringComparer.Ordinal).ToList();
        var moved = await Balances.Change(db, posting.Cause, changes, posting.Nature == Nature.Fact, ct);
        if (moved == Moved.Short) return LedgerErrors.Short;
        if (moved == Moved.Before)
            return Same(await db.LedgerTransactions.AsNoTracking().Include(t => t.Entries).SingleAsync(t => t.Cause == posting.Cause, ct), hash);
        await Warn(db, posting, changes, ct);
        var booked = new LedgerTransaction(posting, hash, clock.GetUtcNow().UtcDateTime);
        db.LedgerTransactions.Add(booked);
        return booked;
    }

    /// <summary>Books the exact negative of a transaction, at most once. Errors: <c>ledger.unknown</c>, <c>ledger.reversed</c>, <c>ledger.short</c>.</summary>
    /// <param name="db">The caller's context.</param>
    /// <param name="transaction">What is taken back.</param>
    /// <param name="cause">The idempotency key of the reversal.</param>
    /// <param name="actor">Who caused it; empty for the system.</param>
    /// <param name="ct">Gives up.</param>
    public async Task<Result<LedgerTransaction>> Reverse(
        MarketplaceDb db, LedgerTransactionId transaction, string cause, UserId actor = default, CancellationToken ct = default)
    {
        var original = db.Tracked<LedgerTransaction>().FirstOrDefault(t => t.Id == transaction)
            ?? await db.LedgerTransactions.AsNoTracking().Include(t => t.Entries).SingleOrDefaultAsync(t => t.Id == transaction, ct);
        if (original is null) return LedgerErrors.Unknown;
        var earlier = db.Tracked<LedgerTransaction>().FirstOrDefault(t => t.Reverses == transaction)
            ?? await db.LedgerTransactions.AsNoTracking().Include(t => t.Entries).SingleOrDefaultAsync(t => t.Reverses == transaction, ct);
        if (earlier is not null) return earlier.Cause == cause ? earlier : LedgerErrors.Reversed;

        return await Post(db, new Posting($"{original.Kind}.reversed", cause,
            [.. original.Entries.OrderBy(e => e.Number).Select(e => new Line(e.Account, -e.Money))])
        {
            Nature = original.Nature == Nature.Fact ? Nature.Fact : Nature.Correction, Subject = original.Subject, Actor = actor, Reverses = original.Id,
            ApprovedBy = original is { FirstApprover: { } one, SecondApprover: { } two } ? (one, two) : null,
        }, ct);
    }

    /// <summary>What an account holds, debit positive; zero for one that never moved.</summary>
    public Task<Money> Balance(MarketplaceDb db, string account, Asset asset, CancellationToken ct = default) => Balances.Of(db, account, asset, ct);

    private static Result<LedgerTransaction> Same(LedgerTransaction first, string hash) => first.PayloadHash == hash ? first : LedgerErrors.OtherCause;

    private async Task Warn(MarketplaceDb db, Posting posting, IEnumerable<BalanceChange> changes, CancellationToken ct)
    {
        foreach (var change in changes.Where(c => c.Rule == AccountRule.Outside && c.Amount < 0))
            if (await Balances.Of(db, change.Account, change.Asset, ct) is { Minor: < 0 } below)
                db.Tell(new AccountBelowZero(change.Account, below, posting.Kind, posting.Cause), clock.GetUtcNow().UtcDateTime);
    }
}
