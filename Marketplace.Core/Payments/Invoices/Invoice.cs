using Marketplace.Core.Kernel;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Payments.Invoices;

/// <summary>What kind of paper it is.</summary>
public enum InvoiceKind
{
    /// <summary>The house charges something.</summary>
    Invoice,
    /// <summary>The house confirms money that it sent or received.</summary>
    Receipt,
    /// <summary>Takes an invoice back, in whole or in part.</summary>
    CreditNote,
}

/// <summary>One line of an invoice.</summary>
/// <param name="Text">What it is for; an English sentence, also the translation key.</param>
/// <param name="Detail">What goes into {0}.</param>
/// <param name="Net">Without tax; below zero on credit notes.</param>
/// <param name="TaxBasisPoints">Rate of the tax.</param>
/// <param name="Tax">The tax, rounded once for the line.</param>
public sealed record InvoiceLine(string Text, string Detail, Money Net, int TaxBasisPoints, Money Tax)
{
    /// <summary>A line whose tax is computed from its net amount.</summary>
    public static InvoiceLine Of(string text, string detail, Money net, int taxBasisPoints) => new(text, detail, net, taxBasisPoints, net.BasisPoints(taxBasisPoints));
}

/// <summary>An invoice, a receipt or a credit note: written once, numbered without a gap within its legal entity, kind and year.</summary>
public sealed class Invoice : IAppendOnly
{
    private Invoice()
    {
    }

    internal Invoice(InvoiceDraft draft, LegalEntity entity, int year, int sequence, DateTime now)
    {
        (Id, Kind, Entity, Year, Sequence) = (InvoiceId.New(), draft.Kind, entity.Code, year, sequence);
        var letter = draft.Kind switch { InvoiceKind.Invoice => "I", InvoiceKind.Receipt => "R", _ => "C" };
        Number = $"{entity.Code}-{letter}-{year}-{sequence:D6}";
        (UserId, PartyName, PartyAddress, PartyTaxNumber) = (draft.User, draft.PartyName, draft.PartyAddress, draft.PartyTaxNumber);
        (EntityName, EntityAddress, EntityTaxNumber) = (entity.Name, entity.Address, entity.TaxNumber);
        (Asset, IssuedAt, Cause, Credits, Subject) = (draft.Lines[0].Net.Asset, now, draft.Cause, draft.Credits, draft.Subject);
        (NetMinor, TaxMinor) = (draft.Lines.Sum(l => l.Net.Minor), draft.Lines.Sum(l => l.Tax.Minor));
        LinesJson = System.Text.Json.JsonSerializer.Serialize(draft.Lines, KernelJson.Plain);
    }

    /// <summary>Its id.</summary>
    public InvoiceId Id { get; private set; }
    /// <summary>What kind of paper.</summary>
    public InvoiceKind Kind { get; private set; }
    /// <summary>Code of the legal entity.</summary>
    public string Entity { get; private set; } = "";
    /// <summary>Year of the number.</summary>
    public int Year { get; private set; }
    /// <summary>Place in the year, from 1, without a gap.</summary>
    public int Sequence { get; private set; }
    /// <summary>The number as people quote it.</summary>
    public string Number { get; private set; } = "";
    /// <summary>Whom it is for.</summary>
    public UserId UserId { get; private set; }
    /// <summary>Their name then.</summary>
    public string PartyName { get; private set; } = "";
    /// <summary>Their address then.</summary>
    public string PartyAddress { get; private set; } = "";
    /// <summary>Their tax number then.</summary>
    public string PartyTaxNumber { get; private set; } = "";
    /// <summary>Name of the legal entity then.</summary>
    public string EntityName { get; private set; } = "";
    /// <summary>Its address then.</summary>
    public string EntityAddress { get; private set; } = "";
    /// <summary>Its tax number then.</summary>
    public string EntityTaxNumber { get; private set; } = "";
    /// <summary>What is counted.</summary>
    public Asset Asset { get; private set; }
    /// <summary>When, UTC.</summary>
    public DateTime IssuedAt { get; private set; }
    /// <summary>Without tax, minor units.</summary>
    public long NetMinor { get; private set; }
    /// <summary>Tax, minor units.</summary>
    public long TaxMinor { get; private set; }
    /// <summary>What it was issued for; unique for ever.</summary>
    public string Cause { get; private set; } = "";
    /// <summary>The invoice that a credit note takes back.</summary>
    public InvoiceId? Credits { get; private set; }
    /// <summary>The thread of its ledger transactions, for example <c>withdrawal:…</c>.</summary>
    public string Subject { get; private set; } = "";
    /// <summary>The lines as JSON.</summary>
    public string LinesJson { get; private set; } = "";

    /// <summary>Without tax.</summary>
    public Money Net => new(NetMinor, Asset);
    /// <summary>Tax.</summary>
    public Money Tax => new(TaxMinor, Asset);
    /// <summary>In all.</summary>
    public Money Total => Net + Tax;
    /// <summary>The lines.</summary>
    public IReadOnlyList<InvoiceLine> Lines => System.Text.Json.JsonSerializer.Deserialize<List<InvoiceLine>>(LinesJson, KernelJson.Plain)!;
}

/// <summary>The last number of a series. A number is drawn in the transaction that writes the paper, so none is lost and none comes twice.</summary>
public sealed class InvoiceSeries : Entity
{
    private InvoiceSeries()
    {
    }

    internal InvoiceSeries(string entity, InvoiceKind kind, int year) => (LegalEntity, Kind, Year) = (entity, kind, year);

    /// <summary>Code of the legal entity.</summary>
    public string LegalEntity { get; private set; } = "";
    /// <summary>Kind of paper.</summary>
    public InvoiceKind Kind { get; private set; }
    /// <summary>Year.</summary>
    public int Year { get; private set; }
    /// <summary>The number drawn last.</summary>
    public int Last { get; private set; }

    internal int Draw() => ++Last;
}

internal sealed class InvoiceConfiguration : IEntityTypeConfiguration<Invoice>
{
    public void Configure(EntityTypeBuilder<Invoice> table)
    {
        table.ToTable("invoices");
        table.HasKey(i => i.Id);
        table.Property(i => i.Id).ValueGeneratedNever();
        foreach (var text in new[] { nameof(Invoice.PartyName), nameof(Invoice.EntityName) }) table.Property(text).HasMaxLength(200);
        foreach (var text in new[] { nameof(Invoice.PartyAddress), nameof(Invoice.EntityAddress) }) table.Property(text).HasMaxLength(500);
        foreach (var text in new[] { nameof(Invoice.PartyTaxNumber), nameof(Invoice.EntityTaxNumber), nameof(Invoice.Number) }) table.Property(text).HasMaxLength(60);
        table.Property(i => i.Entity).HasMaxLength(10);
        table.Property(i => i.Cause).HasMaxLength(160);
        table.Property(i => i.Subject).HasMaxLength(120);
        foreach (var computed in new[] { nameof(Invoice.Net), nameof(Invoice.Tax), nameof(Invoice.Total), nameof(Invoice.Lines) }) table.Ignore(computed);
        table.HasIndex(i => new { i.Entity, i.Kind, i.Year, i.Sequence }).IsUnique();
        table.HasIndex(i => i.Cause).IsUnique();
        table.HasIndex(i => new { i.UserId, i.IssuedAt });
        table.HasIndex(i => i.Credits);
    }
}

internal sealed class InvoiceSeriesConfiguration : IEntityTypeConfiguration<InvoiceSeries>
{
    public void Configure(EntityTypeBuilder<InvoiceSeries> table)
    {
        table.ToTable("invoice_series");
        table.HasKey(s => new { s.LegalEntity, s.Kind, s.Year });
        table.Property(s => s.LegalEntity).HasMaxLength(10);
    }
}
