using Marketplace.Core.Kernel;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payments.Withdrawals;

/// <summary>
/// What a payment line tells about a part of a withdrawal. Each fact carries an effect that is unique for the part; told again, it changes
/// nothing. Everything happens in the caller's transaction.
/// </summary>
public sealed class PayoutFacts(WithdrawalBooks books, TimeProvider clock)
{
    /// <summary>The operation is about to be sent: the money leaves the hold.</summary>
    public Task<Result<Done>> Submitted(MarketplaceDb db, SliceId slice, CancellationToken ct) => Apply(db, slice, async (withdrawal, part, now) =>
    {
        if (part.SubmittedAt is not null) return new Done();
        if ((await books.Submit(db, withdrawal, part, ct)).Fails(out var done, out var error)) return error;
        part.Submitted(now);
        return done;
    }, ct);

    /// <summary>Nobody knows what became of it. It is asked about; nothing is sent again and no money moves.</summary>
    public Task<Result<Done>> Unclear(MarketplaceDb db, SliceId slice, string why, CancellationToken ct) => Apply(db, slice, (_, part, now) =>
        Task.FromResult<Result<Done>>(part.State != SliceState.Sent ? new Done() : part.Lose(why, now) is { } error ? error : new Done()), ct);

    /// <summary>It arrived, or a part of it did.</summary>
    public Task<Result<Done>> Paid(MarketplaceDb db, SliceId slice, Money amount, string effect, string reference, CancellationToken ct) =>
        Once(db, slice, "withdrawal.paid", effect, async (withdrawal, part, now) =>
        {
            if (part.Arrive(amount.Minor, reference, now) is { } wrong) return wrong;
            return await books.Paid(db, withdrawal, part, amount, effect, ct);
        }, ct);

    /// <summary>The provider took a fee from the house.</summary>
    public Task<Result<Done>> Fee(MarketplaceDb db, SliceId slice, Money amount, string effect, CancellationToken ct) =>
        Once(db, slice, "withdrawal.fee", effect, async (withdrawal, part, _) =>
        {
            part.Charge(amount.Minor);
            return await books.Fee(db, withdrawal, part, amount, effect, ct);
        }, ct);

    /// <summary>What has not arrived surely never will: the rest is available again.</summary>
    public Task<Result<Done>> Failed(MarketplaceDb db, SliceId slice, string reason, CancellationToken ct) => Apply(db, slice, async (withdrawal, part, now) =>
    {
        if (part.State is SliceState.Failed or SliceState.PartlyPaid) return new Done();
        var rest = new Money(part.AmountMinor - part.PaidMinor, part.Asset);
        if (part.Fail(reason, now) is { } wrong) return wrong;
        return part.SubmittedAt is null
            ? await books.GiveBack(db, withdrawal, rest, part, ct)
            : await books.Failed(db, withdrawal, part, rest, ct);
    }, ct);

    /// <summary>It had arrived and came back: it is available again, and somebody is told.</summary>
    public Task<Result<Done>> Returned(MarketplaceDb db, SliceId slice, Money amount, string reason, string effect, CancellationToken ct) =>
        Once(db, slice, "withdrawal.returned", effect, async (withdrawal, part, now) =>
        {
            if (part.Return(amount.Minor, reason, now) is { } wrong) return wrong;
            db.Tell(new PayoutReturned(withdrawal.Id, withdrawal.UserId, amount, reason), now);
            return await books.Returned(db, withdrawal, part, amount, effect, ct);
        }, ct);

    // The ledger knows each effect by its cause, so a fact that is told again is known before anything is counted twice.
    private Task<Result<Done>> Once(MarketplaceDb db, SliceId slice, string kind, string effect,
        Func<Withdrawal, WithdrawalSlice, DateTime, Task<Result<Done>>> apply, CancellationToken ct) => Apply(db, slice, async (withdrawal, part, now) =>
            await WithdrawalBooks.Knows(db, kind, withdrawal, part, effect, ct) ? new Done() : await apply(withdrawal, part, now), ct);

    private async Task<Result<Done>> Apply(MarketplaceDb db, SliceId slice,
        Func<Withdrawal, WithdrawalSlice, DateTime, Task<Result<Done>>> apply, CancellationToken ct)
    {
        var withdrawal = db.Withdrawals.Local.FirstOrDefault(w => w.Slices.Any(s => s.Id == slice))
            ?? await db.Withdrawals.Include(w => w.Slices).SingleOrDefaultAsync(w => w.Slices.Any(s => s.Id == slice), ct);
        if (withdrawal is null) return WithdrawalErrors.UnknownSlice;
        var now = clock.GetUtcNow().UtcDateTime;
        var part = withdrawal.Slices.Single(s => s.Id == slice);
        if ((await apply(withdrawal, part, now)).Fails(out var done, out var error)) return error;
        withdrawal.Settle(now);
        return done;
    }
}
