using System.Globalization;
using Marketplace.Core.Accounts;
using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Kyc;
using Marketplace.Core.Payments.Wallets;
using Marketplace.Core.Payments.Withdrawals;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payments.Invoices;

/// <summary>Which papers finance looks at.</summary>
/// <param name="Words">Part of a number, a name or a reference; empty for all.</param>
/// <param name="Kind">Kind of paper; null for all.</param>
/// <param name="From">First day, or null.</param>
/// <param name="To">Last day, or null.</param>
public sealed record InvoiceFilter(string Words, InvoiceKind? Kind, DateOnly? From, DateOnly? To);

/// <summary>A paper in the list of finance.</summary>
/// <param name="Paper">The paper.</param>
/// <param name="Credits">Number of the invoice that a credit note takes back; empty for other papers.</param>
/// <param name="Credited">What credit notes have taken back of an invoice, in all; zero or below.</param>
public sealed record InvoiceOnDesk(Invoice Paper, string Credits, Money Credited);

/// <summary>Reads papers: each person their own, finance with a second factor all.</summary>
public sealed class InvoiceQueries(IDbContextFactory<MarketplaceDb> contexts)
{
    /// <summary>Rows that one page may hold at most.</summary>
    public const int MostPerPage = 100;
    /// <summary>Papers that one export may hold at most.</summary>
    public const int MostPerFile = 10_000;

    /// <summary>The actor's own, newest first.</summary>
    public async Task<Listed<Invoice>> Mine(Actor actor, int skip, int take, CancellationToken ct)
    {
        if (!actor.IsPerson) return new([], 0);
        await using var db = await contexts.CreateDbContextAsync(ct);
        var rows = db.Invoices.AsNoTracking().Where(i => i.UserId == actor.UserId);
        return new(await rows.OrderByDescending(i => i.IssuedAt).ThenByDescending(i => i.Sequence).Skip(Math.Max(0, skip)).Take(Math.Clamp(take, 1, MostPerPage)).ToListAsync(ct), await rows.CountAsync(ct));
    }

    /// <summary>All that fit, newest first, for finance; nothing for anybody else.</summary>
    public async Task<Listed<InvoiceOnDesk>> All(Actor actor, InvoiceFilter filter, int skip, int take, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(filter);
        if (!actor.Is(StaffRole.Finance)) return new([], 0);
        await using var db = await contexts.CreateDbContextAsync(ct);
        var rows = Fitting(db.Invoices.AsNoTracking(), filter);
        var page = await Newest(rows).Skip(Math.Max(0, skip)).Take(Math.Clamp(take, 1, MostPerPage)).ToListAsync(ct);
        return new(await OnDesk(db, page, ct), await rows.CountAsync(ct));
    }

    /// <summary>All that fit, newest first, for one file; none for anybody but finance. Errors: <c>days.too_many_lines</c>.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="filter">Which papers.</param>
    /// <param name="most">More than these are refused, never left out; at most <see cref="MostPerFile"/>.</param>
    /// <param name="ct">Gives up.</param>
    public async Task<Result<InvoiceOnDesk[]>> File(Actor actor, InvoiceFilter filter, int most, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(most, MostPerFile);
        if (!actor.Is(StaffRole.Finance)) return Array.Empty<InvoiceOnDesk>();
        await using var db = await contexts.CreateDbContextAsync(ct);
        var page = await Newest(Fitting(db.Invoices.AsNoTracking(), filter)).Take(most + 1).ToListAsync(ct);
        if (page.Count > most) return DayErrors.TooManyLines(most);
        return await OnDesk(db, page, ct);
    }

    private static IOrderedQueryable<Invoice> Newest(IQueryable<Invoice> rows) => rows.OrderByDescending(i => i.IssuedAt).ThenByDescending(i => i.Number);

    private static async Task<InvoiceOnDesk[]> OnDesk(MarketplaceDb db, List<Invoice> page, CancellationToken ct)
    {
        var ids = page.Select(i => i.Id).ToList();
        var credited = (await db.Invoices.Where(i => i.Credits != null && ids.Contains(i.Credits.Value)).Select(i => new { i.Credits, i.NetMinor, i.TaxMinor }).ToListAsync(ct))
            .GroupBy(i => i.Credits!.Value).ToDictionary(g => g.Key, g => g.Sum(i => i.NetMinor + i.TaxMinor));
        var taken = page.Where(i => i.Credits is not null).Select(i => i.Credits!.Value).ToList();
        var numbers = await db.Invoices.Where(i => taken.Contains(i.Id)).ToDictionaryAsync(i => i.Id, i => i.Number, ct);
        return [.. page.Select(i => new InvoiceOnDesk(i, i.Credits is { } of ? numbers.GetValueOrDefault(of, "") : "",
            new Money(credited.GetValueOrDefault(i.Id), i.Asset)))];
    }

    private static IQueryable<Invoice> Fitting(IQueryable<Invoice> rows, InvoiceFilter filter)
    {
        if (filter.Kind is { } kind) rows = rows.Where(i => i.Kind == kind);
        if (filter.From is { } from && HouseDays.Start(from) is var start) rows = rows.Where(i => i.IssuedAt >= start);
        if (filter.To is { } to && to < DateOnly.MaxValue && HouseDays.Start(to.AddDays(1)) is var end) rows = rows.Where(i => i.IssuedAt < end);
        if (SearchWords.Lower(filter.Words) is { Length: > 0 } words)
            rows = rows.Where(i => i.Number.ToLower().Contains(words) || i.PartyName.ToLower().Contains(words) || i.Subject.ToLower().Contains(words));
        return rows;
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

    /// <summary>The columns of a file with many papers; the last names the invoice that a credit note takes back.</summary>
    public static readonly IReadOnlyList<string> DeskColumns = [.. Columns, "takes_back"];

    /// <summary>The file of one paper.</summary>
    public static byte[] Write(Invoice invoice) => MoneyCsv.Write(Columns, Rows(invoice));

    /// <summary>A row for each line of a paper.</summary>
    public static IEnumerable<IReadOnlyList<MoneyCsv.Cell>> Rows(Invoice invoice)
    {
        ArgumentNullException.ThrowIfNull(invoice);
        return invoice.Lines.Select(l => (IReadOnlyList<MoneyCsv.Cell>)
            [MoneyCsv.Cell.Plain(invoice.Number), invoice.Kind.ToString(), invoice.IssuedAt, invoice.PartyName, invoice.PartyTaxNumber,
                string.Format(CultureInfo.InvariantCulture, l.Text, l.Detail), invoice.Asset.Code, l.Net,
                MoneyCsv.Cell.Plain((l.TaxBasisPoints / 10_000m).ToString("0.####", CultureInfo.InvariantCulture)), l.Tax, l.Net + l.Tax]);
    }

    /// <summary>A row for each line of a paper of the desk.</summary>
    public static IEnumerable<IReadOnlyList<MoneyCsv.Cell>> Rows(InvoiceOnDesk one)
    {
        ArgumentNullException.ThrowIfNull(one);
        return Rows(one.Paper).Select(row => (IReadOnlyList<MoneyCsv.Cell>)[.. row, MoneyCsv.Cell.Plain(one.Credits)]);
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
