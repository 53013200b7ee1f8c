using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Escrow;
using Marketplace.Core.Payments.Journal;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payments.Withdrawals;

/// <summary>The steps of a withdrawal in the words of the verb <see cref="PayOuts"/>, which alone books them.</summary>
public sealed class WithdrawalBooks(PayOuts verb)
{
    /// <summary>Requested. Errors: wallet.short.</summary>
    public async Task<Result<Done>> Hold(MarketplaceDb db, Withdrawal withdrawal, CancellationToken ct)
    {
        var booked = await verb.Request(db, withdrawal.Id.Value, withdrawal.UserId, withdrawal.Amount, ct);
        return booked.Error?.Code == LedgerErrors.Short.Code ? WithdrawalErrors.Short : booked.Then(_ => new Done());
    }

    /// <summary>Rejected or cancelled as a whole, or one part was stopped before it was sent.</summary>
    public async Task<Result<Done>> GiveBack(MarketplaceDb db, Withdrawal withdrawal, Money amount, WithdrawalSlice? part, CancellationToken ct) =>
        (await verb.Release(db, withdrawal.Id.Value, withdrawal.UserId, amount, ct, part?.Id.Value)).Then(_ => new Done());

    /// <summary>A part is handed to its line. Errors: payouts.halted.</summary>
    public async Task<Result<Done>> Submit(MarketplaceDb db, Withdrawal withdrawal, WithdrawalSlice part, CancellationToken ct) =>
        (await verb.Submit(db, withdrawal.Id.Value, part.Id.Value, withdrawal.UserId, part.Provider, part.Amount, ct)).Then(_ => new Done());

    /// <summary>Some or all of a part arrived.</summary>
    public async Task<Result<Done>> Paid(MarketplaceDb db, Withdrawal withdrawal, WithdrawalSlice part, Money amount, string effect, CancellationToken ct) =>
        (await verb.Paid(db, withdrawal.Id.Value, part.Id.Value, withdrawal.UserId, part.Provider, amount, Money.Zero(amount.Asset), ct, effect: effect)).Then(_ => new Done());

    /// <summary>The line took a fee from the house.</summary>
    public async Task<Result<Done>> Fee(MarketplaceDb db, Withdrawal withdrawal, WithdrawalSlice part, Money fee, string effect, CancellationToken ct) =>
        (await verb.Fee(db, withdrawal.Id.Value, part.Id.Value, withdrawal.UserId, part.Provider, fee, effect, ct)).Then(_ => new Done());

    /// <summary>What has not arrived of a part never will.</summary>
    public async Task<Result<Done>> Failed(MarketplaceDb db, Withdrawal withdrawal, WithdrawalSlice part, Money rest, CancellationToken ct) =>
        (await verb.Failed(db, withdrawal.Id.Value, part.Id.Value, withdrawal.UserId, part.Provider, rest, ct)).Then(_ => new Done());

    /// <summary>It had arrived and came back.</summary>
    public async Task<Result<Done>> Returned(MarketplaceDb db, Withdrawal withdrawal, WithdrawalSlice part, Money amount, string effect, CancellationToken ct) =>
        (await verb.Returned(db, withdrawal.Id.Value, part.Id.Value, withdrawal.UserId, part.Provider, amount, ct, effect: effect)).Then(_ => new Done());

    /// <summary>Whether a fact was booked before.</summary>
    internal static async Task<bool> Knows(MarketplaceDb db, string kind, Withdrawal withdrawal, WithdrawalSlice part, string effect, CancellationToken ct)
    {
        var cause = PayOuts.Cause(kind, withdrawal.Id.Value, part.Id.Value, effect);
        return db.LedgerTransactions.Local.Any(t => t.Cause == cause) || await db.LedgerTransactions.AnyAsync(t => t.Cause == cause, ct);
    }
}

/// <summary>What withdrawals say of themselves is what the books say: no account of a hold or of money on its way belongs to nobody.</summary>
internal sealed class WithdrawalCheck : ILedgerCheck
{
    public async Task<IReadOnlyList<string>> Run(MarketplaceDb db, CancellationToken ct)
    {
        List<string> found = [];
        var holds = await db.LedgerBalances.Where(b => b.Posted != 0 && b.Account.StartsWith("withdrawal_hold:")).ToDictionaryAsync(b => b.Account, b => -b.Posted, ct);
        var open = await db.Withdrawals.AsNoTracking().Include(w => w.Slices).Where(w => w.State == WithdrawalState.Requested
            || w.State == WithdrawalState.Approved || w.State == WithdrawalState.Sending).ToListAsync(ct);
        foreach (var withdrawal in open)
        {
            var account = AccountPath.WithdrawalHold(withdrawal.Id.Value);
            var left = withdrawal.AmountMinor - withdrawal.Slices.Where(s => s.SubmittedAt is not null || s.State == SliceState.Failed).Sum(s => s.AmountMinor);
            holds.Remove(account, out var held);
            if (held != left) found.Add($"{account} holds {held}, but withdrawal {withdrawal.Id} reserves {left}.");
            foreach (var part in withdrawal.Slices.Where(s => s.SubmittedAt is not null && !s.State.IsOver()))
            {
                var way = AccountPath.InTransit(part.Provider, part.Id.Value);
                var sent = -await db.LedgerBalances.Where(b => b.Account == way).SumAsync(b => b.Posted, ct);
                if (sent != part.AmountMinor - part.PaidMinor) found.Add($"{way} holds {sent}, but {part.AmountMinor - part.PaidMinor} are on their way.");
            }
        }
        found.AddRange(holds.Select(h => $"{h.Key} holds {h.Value} for no open withdrawal."));
        return found;
    }
}
