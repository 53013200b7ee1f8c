using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Withdrawals;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payments.Invoices;

/// <summary>A company that issues invoices.</summary>
/// <param name="Code">Two to six capital letters; the beginning of its numbers.</param>
/// <param name="Name">Registered name.</param>
/// <param name="Address">Address, lines ended by semicolons.</param>
/// <param name="TaxNumber">Tax number.</param>
public sealed record LegalEntity(string Code, string Name, string Address, string TaxNumber);

/// <summary>Who issues invoices here.</summary>
[Settings("Invoices")]
public sealed class InvoiceSettings
{
    /// <summary>Beginning of every number: two to six capital letters.</summary>
    public string Code { get; set; } = "MP";
    /// <summary>Registered name of the company.</summary>
    public string Name { get; set; } = "Marketplace";
    /// <summary>Its address, lines separated by semicolons.</summary>
    public string Address { get; set; } = "";
    /// <summary>Its tax number.</summary>
    public string TaxNumber { get; set; } = "";

    /// <summary>The company.</summary>
    internal LegalEntity Entity => Code.Length is >= 2 and <= 6 && Code.All(char.IsAsciiLetterUpper)
        ? new LegalEntity(Code, Name, Address, TaxNumber)
        : throw new FormatException("Invoices:Code must be two to six capital letters.");
}

/// <summary>A paper to be issued.</summary>
/// <param name="Kind">What kind.</param>
/// <param name="User">For whom.</param>
/// <param name="PartyName">Their name.</param>
/// <param name="Cause">What it is issued for; one cause has one paper for ever.</param>
/// <param name="Lines">At least one; all in one asset.</param>
public sealed record InvoiceDraft(InvoiceKind Kind, UserId User, string PartyName, string Cause, IReadOnlyList<InvoiceLine> Lines)
{
    /// <summary>Their address.</summary>
    public string PartyAddress { get; init; } = "";
    /// <summary>Their tax number.</summary>
    public string PartyTaxNumber { get; init; } = "";
    /// <summary>The invoice that a credit note takes back.</summary>
    public InvoiceId? Credits { get; init; }
    /// <summary>Thread of ledger transactions.</summary>
    public string Subject { get; init; } = "";
}

/// <summary>Refusals of invoices.</summary>
public static class InvoiceErrors
{
    /// <summary>No such paper for this actor.</summary>
    public static readonly Error Unknown = Error.NotFound("invoice.unknown", "There is no such invoice.");
    /// <summary>More than is left.</summary>
    public static readonly Error TooMuch = Error.Conflict("invoice.credit", "That is more than is left of the invoice.", "Net");
}

/// <summary>Issues papers inside the transaction of whoever has the reason. Numbers have no gap: a refused transaction draws none.</summary>
public sealed class InvoiceWriter(Microsoft.Extensions.Options.IOptions<InvoiceSettings> settings, TimeProvider clock)
{
    /// <summary>Issues it, or gives the one that was issued for the same cause.</summary>
    public async Task<Invoice> Issue(MarketplaceDb db, InvoiceDraft draft, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(draft);
        if (db.Database.CurrentTransaction is null) throw new InvalidOperationException("Invoices are issued inside a transaction only.");
        if (draft.Lines.Count == 0 || draft.Lines.Any(l => l.Net.Asset != draft.Lines[0].Net.Asset)) throw new ArgumentException("An invoice has lines of one asset.", nameof(draft));
        var first = db.Invoices.Local.FirstOrDefault(i => i.Cause == draft.Cause)
            ?? await db.Invoices.AsNoTracking().SingleOrDefaultAsync(i => i.Cause == draft.Cause, ct);
        if (first is not null) return first;

        var now = clock.GetUtcNow().UtcDateTime;
        var (entity, year) = (settings.Value.Entity, HouseDays.Of(now).Year);
        var series = db.Set<InvoiceSeries>().Local.FirstOrDefault(s => s.LegalEntity == entity.Code && s.Kind == draft.Kind && s.Year == year)
            ?? await db.Set<InvoiceSeries>().SingleOrDefaultAsync(s => s.LegalEntity == entity.Code && s.Kind == draft.Kind && s.Year == year, ct);
        if (series is null) db.Add(series = new InvoiceSeries(entity.Code, draft.Kind, year));
        var invoice = new Invoice(draft, entity, year, series.Draw(), now);
        db.Invoices.Add(invoice);
        return invoice;
    }

    /// <summary>Takes an invoice back in part or whole, with the tax rates of its own lines. Errors: invoice.unknown, invoice.credit.</summary>
    /// <param name="db">The caller's context.</param>
    /// <param name="id">Which invoice.</param>
    /// <param name="net">How much without tax, above zero; null for all that is left.</param>
    /// <param name="cause">What it is for; one cause has one credit note for ever.</param>
    /// <param name="ct">Gives up.</param>
    public async Task<Result<Invoice>> Credit(MarketplaceDb db, InvoiceId id, Money? net, string cause, CancellationToken ct)
    {
        var invoice = await db.Invoices.AsNoTracking().SingleOrDefaultAsync(i => i.Id == id && i.Kind == InvoiceKind.Invoice, ct);
        if (invoice is null) return InvoiceErrors.Unknown;
        if (await db.Invoices.AsNoTracking().SingleOrDefaultAsync(i => i.Cause == cause, ct) is { } first) return first;
        // The invoice itself is never changed, so the series' own row is what two credits at once collide on.
        var given = await db.Invoices.Where(i => i.Credits == id).Select(i => new { i.NetMinor, i.TaxMinor }).ToListAsync(ct);
        var (leftNet, leftTax) = (invoice.NetMinor + given.Sum(g => g.NetMinor), invoice.TaxMinor + given.Sum(g => g.TaxMinor));
        var back = net?.Minor ?? leftNet;
        if (back <= 0 || back > leftNet) return InvoiceErrors.TooMuch;
        // The last credit clears to zero: tax is what is left of the whole, in proportion.
        var tax = back == leftNet ? leftTax : new Money(leftTax, invoice.Asset).Allocate([back, leftNet - back])[0].Minor;
        var rate = invoice.Lines.Count == 1 ? invoice.Lines[0].TaxBasisPoints : 0;
        return await Issue(db, new InvoiceDraft(InvoiceKind.CreditNote, invoice.UserId, invoice.PartyName, cause,
            [new InvoiceLine("Credit for invoice {0}", invoice.Number, new Money(-back, invoice.Asset), rate, new Money(-tax, invoice.Asset))])
        {
            PartyAddress = invoice.PartyAddress, PartyTaxNumber = invoice.PartyTaxNumber, Credits = id, Subject = invoice.Subject,
        }, ct);
    }
}
