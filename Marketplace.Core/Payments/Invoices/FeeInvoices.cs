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
    /// <exception cref="InvalidOperationException">The papers refused, which the books give no reason for.</exception>
    public async Task Handle(TrancheMoved happened, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(happened);
        if (!Verbs.Contains(happened.Verb)) return;
        var written = await work.Run<Done>(new Command(happened.Tranche), Actor.System("invoices"), db => Write(db, happened.Tranche, ct), ct);
        if (written.Fails(out _, out var error)) throw new InvalidOperationException($"Papers of tranche {happened.Tranche}: {error.Code}");
    }

    private async Task<Result<Done>> Write(MarketplaceDb db, TrancheId id, CancellationToken ct)
    {
        var tranche = await db.Tranches.AsNoTracking().Include(t => t.Captures).SingleAsync(t => t.Id == id, ct);
        var subject = $"tranche:{id}";
        foreach (var capture in tranche.Captures)
            await writer.Issue(db, new InvoiceDraft(InvoiceKind.Receipt, tranche.PayerId, await Name(db, tranche.PayerId, ct), $"receipt:capture:{capture.Id.Value:N}",
                [InvoiceLine.Of("Payment for {0}", tranche.Title, new Money(capture.Amount, tranche.Asset), 0)])
            { Subject = subject }, ct);

        var booked = await db.LedgerTransactions.AsNoTracking().Include(t => t.Entries).Where(t => t.Subject == subject)
            .OrderBy(t => t.RecordedAt).ThenBy(t => t.Id).ToListAsync(ct);
        var papers = await db.Invoices.AsNoTracking().Where(i => i.Subject == subject && i.Kind != InvoiceKind.Receipt).ToListAsync(ct);
        var fees = booked.Select(t => (Id: t.Id.Value.ToString("N"), Fee: -t.Entries.Where(e => e.Account.StartsWith("revenue:", StringComparison.Ordinal)).Sum(e => e.Amount))).ToList();
        foreach (var (transaction, fee) in fees.Where(f => f.Fee > 0)) await Charge(db, tranche, papers, $"fee:{transaction}:", fee, ct);
        await db.SaveChangesAsync(ct); // What is given back is read from the tables, also when it was charged in this step.
        foreach (var (transaction, fee) in fees.Where(f => f.Fee < 0))
            if ((await GiveBack(db, tranche, papers, $"fee_back:{transaction}:", -fee, ct)).Fails(out _, out var error)) return error;
        return new Done();
    }

    private async Task Charge(MarketplaceDb db, Tranche tranche, List<Invoice> papers, string cause, long fee, CancellationToken ct)
    {
        // All papers of one booking are written in one step, so one of them stands for all.
        if (papers.Any(p => p.Cause.StartsWith(cause, StringComparison.Ordinal))) return;
        foreach (var (user, part) in Parts(tranche, papers, fee))
            papers.Add(await writer.Issue(db, new InvoiceDraft(InvoiceKind.Invoice, user, await Name(db, user, ct), $"{cause}{user.Value:N}",
                [InvoiceLine.Of("Fee for {0}", tranche.Title, part, 0)])
            { Subject = $"tranche:{tranche.Id}" }, ct));
    }

    private async Task<Result<Done>> GiveBack(MarketplaceDb db, Tranche tranche, List<Invoice> papers, string cause, long fee, CancellationToken ct)
    {
        if (papers.Any(p => p.Cause.StartsWith(cause, StringComparison.Ordinal))) return new Done();
        foreach (var (user, part) in Parts(tranche, papers, -fee))
        {
            var left = -part;
            var invoices = papers.Where(p => p.UserId == user && p.Kind == InvoiceKind.Invoice).OrderByDescending(p => p.IssuedAt).ThenByDescending(p => p.Id.Value);
            foreach (var invoice in invoices.ToList())
            {
                var open = invoice.Net + new Money(papers.Where(p => p.Credits == invoice.Id).Sum(p => p.NetMinor), tranche.Asset);
                var back = left < open ? left : open;
                if (!back.IsPositive) continue;
                if ((await writer.Credit(db, invoice.Id, back, $"{cause}{user.Value:N}:{invoice.Id.Value:N}", ct)).Fails(out var note, out var error)) return error;
                await db.SaveChangesAsync(ct); // The next one reads what is left from the tables.
                papers.Add(note);
                left -= back;
            }
        }
        return new Done();
    }

    // A fee is taken from what the payees earn, so each bears it by the own share: of the sum of all fees, not of each small one, or whoever
    // stands first would bear every odd unit. What somebody is ahead of that share is made up for by the others first.
    private static IEnumerable<(UserId User, Money Part)> Parts(Tranche tranche, IReadOnlyList<Invoice> papers, long change)
    {
        var payees = tranche.Payees;
        var borne = payees.Select(payee => papers.Where(p => p.UserId == payee.User).Sum(p => p.NetMinor)).ToList();
        var sum = borne.Sum() + change;
        if (sum < 0) throw new InvalidOperationException($"More fees of tranche {tranche.Id} were given back than taken.");
        var due = Allocation.LargestRemainder(sum, [.. payees.Select(p => (long)p.Weight)]);
        var sign = Math.Sign(change);
        var missing = due.Select((minor, i) => Math.Max(0, sign * (minor - borne[i]))).ToList();
        var parts = Allocation.LargestRemainder(change, missing);
        return payees.Select((p, i) => (p.User, new Money(parts[i], tranche.Asset))).Where(p => !p.Item2.IsZero);
    }

    private async Task<string> Name(MarketplaceDb db, UserId user, CancellationToken ct) =>
        await KycStanding.LegalName(db, user, ct) is { Length: > 0 } legal ? legal : await accounts.NameOf(db, user, ct);
}
