using Marketplace.Core.Accounts;
using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Escrow;
using Marketplace.Core.Payments.Journal;
using Marketplace.Core.Payments.Kyc;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payments.Invoices;

/// <summary>
/// Whoever pays a fee of the house gets an invoice over it, once per booking; whoever gets a fee back because the payer's bank took the money
/// gets credit notes on those invoices. The payer gets a receipt for what was paid.
/// </summary>
public sealed class FeeInvoices(Work work, InvoiceWriter writer, AccountDirectory accounts) : IEventHandler<TrancheMoved>
{
    private static readonly string[] Verbs = ["fund", "hold", "release", "split", "reverse", "restore"];

    private sealed record Command(TrancheId Tranche) : ICommand
    {
        public Guid Key => Guid.Empty; // Each paper is unique by its cause.
    }

    /// <inheritdoc/>
    public Task Handle(TrancheMoved happened, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(happened);
        return !Verbs.Contains(happened.Verb) ? Task.CompletedTask
            : work.Run<Done>(new Command(happened.Tranche), Actor.System("invoices"), db => Write(db, happened.Tranche, ct), ct);
    }

    private async Task<Result<Done>> Write(MarketplaceDb db, TrancheId id, CancellationToken ct)
    {
        var tranche = await db.Tranches.AsNoTracking().Include(t => t.Captures).SingleAsync(t => t.Id == id, ct);
        var subject = $"tranche:{id}";
        var booked = await db.LedgerTransactions.AsNoTracking().Include(t => t.Entries).Where(t => t.Subject == subject)
            .OrderBy(t => t.RecordedAt).ThenBy(t => t.Id).ToListAsync(ct);
        foreach (var capture in tranche.Captures)
            await writer.Issue(db, new InvoiceDraft(InvoiceKind.Receipt, tranche.PayerId, await Name(db, tranche.PayerId, ct), $"receipt:capture:{capture.Id.Value:N}",
                [InvoiceLine.Of("Payment for {0}", tranche.Title, new Money(capture.Amount, tranche.Asset), 0)]) { Subject = subject }, ct);
        foreach (var transaction in booked)
        {
            var fee = -transaction.Entries.Where(e => e.Account.StartsWith("revenue:", StringComparison.Ordinal)).Sum(e => e.Amount);
            if (fee > 0) await Charge(db, tranche, transaction, fee, ct);
            if (fee < 0) await GiveBack(db, tranche, transaction, -fee, ct);
        }
        return new Done();
    }

    private async Task Charge(MarketplaceDb db, Tranche tranche, LedgerTransaction transaction, long fee, CancellationToken ct)
    {
        foreach (var (user, part) in Parts(tranche, fee))
            await writer.Issue(db, new InvoiceDraft(InvoiceKind.Invoice, user, await Name(db, user, ct), Cause("fee", transaction, user),
                [InvoiceLine.Of("Fee for {0}", tranche.Title, part, 0)]) { Subject = transaction.Subject }, ct);
    }

    private async Task GiveBack(MarketplaceDb db, Tranche tranche, LedgerTransaction transaction, long fee, CancellationToken ct)
    {
        foreach (var (user, part) in Parts(tranche, fee))
        {
            var left = part.Minor;
            var invoices = await db.Invoices.AsNoTracking().Where(i => i.UserId == user && i.Subject == transaction.Subject && i.Kind == InvoiceKind.Invoice)
                .OrderByDescending(i => i.Sequence).ToListAsync(ct);
            foreach (var invoice in invoices)
            {
                var cause = $"{Cause("fee_back", transaction, user)}:{invoice.Sequence}";
                if (await db.Invoices.AsNoTracking().SingleOrDefaultAsync(i => i.Cause == cause, ct) is { } known)
                {
                    left += known.NetMinor;
                    continue;
                }
                var open = invoice.NetMinor + await db.Invoices.Where(i => i.Credits == invoice.Id).SumAsync(i => i.NetMinor, ct);
                var back = Math.Min(left, open);
                if (back <= 0) continue;
                _ = await writer.Credit(db, invoice.Id, new Money(back, tranche.Asset), cause, ct);
                await db.SaveChangesAsync(ct); // The next one reads what is left from the tables.
                left -= back;
            }
        }
    }

    // A fee is taken from what the payees earn, so each bears it by the own share.
    private static IEnumerable<(UserId User, Money Part)> Parts(Tranche tranche, long fee)
    {
        var payees = tranche.Payees;
        var parts = new Money(fee, tranche.Asset).Allocate([.. payees.Select(p => p.Weight)]);
        return payees.Select((p, i) => (p.User, parts[i])).Where(p => p.Item2.IsPositive);
    }

    private static string Cause(string what, LedgerTransaction transaction, UserId user) => $"{what}:{transaction.Id.Value:N}:{user.Value:N}";

    private async Task<string> Name(MarketplaceDb db, UserId user, CancellationToken ct) =>
        await KycStanding.LegalName(db, user, ct) is { Length: > 0 } legal ? legal : await accounts.NameOf(db, user, ct);
}
