using System.Globalization;
using Marketplace.Core.Accounts;
using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Kyc;
using Marketplace.Core.Payments.Wallets;
using Marketplace.Core.Payments.Withdrawals;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payments.Invoices;

/// <summary>Reads papers: each person their own, finance with a second factor all.</summary>
public sealed class InvoiceQueries(IDbContextFactory<MarketplaceDb> contexts)
{
    /// <summary>Rows that one page may hold at most.</summary>
    public const int MostPerPage = 100;

    /// <summary>The actor's own, newest first.</summary>
    public async Task<Listed<Invoice>> Mine(Actor actor, int skip, int take, CancellationToken ct)
    {
        if (!actor.IsPerson) return new([], 0);
        await using var db = await contexts.CreateDbContextAsync(ct);
        var rows = db.Invoices.AsNoTracking().Where(i => i.UserId == actor.UserId);
        return new(await rows.OrderByDescending(i => i.IssuedAt).ThenByDescending(i => i.Sequence).Skip(Math.Max(0, skip)).Take(Math.Clamp(take, 1, MostPerPage)).ToListAsync(ct), await rows.CountAsync(ct));
    }

    /// <summary>One; null if there is none for this actor.</summary>
    public async Task<Invoice?> One(Actor actor, InvoiceId id, CancellationToken ct)
    {
        if (!actor.IsPerson) return null;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var seesAll = actor.Is(StaffRole.Finance);
        return await db.Invoices.AsNoTracking().SingleOrDefaultAsync(i => i.Id == id && (seesAll || i.UserId == actor.UserId), ct);
    }
}

/// <summary>A paper as a file of rows; the same in every language.</summary>
public static class InvoiceCsv
{
    /// <summary>The columns.</summary>
    public static readonly IReadOnlyList<string> Columns = ["number", "kind", "issued_at", "party", "party_tax_number", "line", "asset", "net", "tax_rate", "tax", "total"];

    /// <summary>The file.</summary>
    public static byte[] Write(Invoice invoice)
    {
        ArgumentNullException.ThrowIfNull(invoice);
        return MoneyCsv.Write(Columns, invoice.Lines.Select(l => (IReadOnlyList<MoneyCsv.Cell>)
            [MoneyCsv.Cell.Plain(invoice.Number), invoice.Kind.ToString(), invoice.IssuedAt, invoice.PartyName, invoice.PartyTaxNumber,
                string.Format(CultureInfo.InvariantCulture, l.Text, l.Detail), invoice.Asset.Code, l.Net,
                MoneyCsv.Cell.Plain((l.TaxBasisPoints / 10_000m).ToString("0.####", CultureInfo.InvariantCulture)), l.Tax, l.Net + l.Tax]));
    }
}

/// <summary>Issues a receipt for every withdrawal that arrived.</summary>
public sealed class PayoutReceipts(Work work, InvoiceWriter writer, AccountDirectory accounts) : IEventHandler<WithdrawalMoved>
{
    private sealed record Command(WithdrawalId Withdrawal) : ICommand
    {
        public Guid Key => Withdrawal.Value; // One receipt for ever; a lost race for the number runs again.
    }

    /// <inheritdoc/>
    public Task Handle(WithdrawalMoved happened, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(happened);
        if (happened.State is not (WithdrawalState.Paid or WithdrawalState.PartlyPaid)) return Task.CompletedTask;
        return work.Run<InvoiceId>(new Command(happened.Withdrawal), Actor.System("receipts"), async db =>
        {
            var withdrawal = await db.Withdrawals.AsNoTracking().Include(w => w.Slices).SingleAsync(w => w.Id == happened.Withdrawal, ct);
            var arrived = new Money(withdrawal.Slices.Sum(s => s.PaidMinor), withdrawal.Asset);
            var legal = await KycStanding.LegalName(db, withdrawal.UserId, ct);
            var name = legal.Length > 0 ? legal : await accounts.NameOf(db, withdrawal.UserId, ct);
            return (await writer.Issue(db, new InvoiceDraft(InvoiceKind.Receipt, withdrawal.UserId, name, $"receipt:{withdrawal.Id}",
                [InvoiceLine.Of("Payout to {0}", withdrawal.Masked, arrived, 0)])
            { Subject = withdrawal.Subject }, ct)).Id;
        }, ct);
    }
}
