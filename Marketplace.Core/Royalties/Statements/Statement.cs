using Marketplace.Core.Kernel;
using Marketplace.Core.Radio;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Royalties.Statements;

/// <summary>For whom a statement is.</summary>
public enum StatementKind
{
    /// <summary>For somebody who is paid.</summary>
    Artist,
    /// <summary>For a station: what its plays cost.</summary>
    Station,
}

/// <summary>How far a statement has come; it follows its month.</summary>
public enum StatementState
{
    /// <summary>Finance alone sees it; it may still change.</summary>
    Draft,
    /// <summary>A later revision took its place. Kept.</summary>
    Superseded,
    /// <summary>Published; never changes.</summary>
    Approved,
    /// <summary>Credited to the payee's wallet or carried; a station's: paid by the station.</summary>
    Paid,
}

/// <summary>The allowed steps of a statement.</summary>
public static class StatementFlow
{
    /// <summary>As the month goes.</summary>
    public static readonly Flow<StatementState> Steps = new(
        (StatementState.Draft, StatementState.Superseded),
        (StatementState.Draft, StatementState.Approved),
        (StatementState.Approved, StatementState.Paid));
}

/// <summary>What one payee or station is told about one month. Its rows never change; only its state moves.</summary>
public sealed class Statement : Entity
{
    /// <summary>Days after publication within which a play may be disputed (C-6).</summary>
    public const int DisputeDays = 90;

    /// <summary>Its id.</summary>
    public StatementId Id { get; init; } = StatementId.New();
    /// <summary>For whom.</summary>
    public required StatementKind Kind { get; init; }
    /// <summary>The month.</summary>
    public required string Period { get; init; }
    /// <summary>Revision of the month; 0 until it is stored.</summary>
    public int Revision { get; private set; }
    /// <summary><c>ST-yyyyMM-payee-revision</c>.</summary>
    public string Number { get; private set; } = "";
    /// <summary>The payee, or the station's id.</summary>
    public required Guid PartyId { get; init; }
    /// <summary>The account that may read it; null while a contributor has none.</summary>
    public UserId? Account { get; init; }
    /// <summary>The station, on a station statement.</summary>
    public StationId? Station { get; init; }
    /// <summary>Name of the payee or station.</summary>
    public required string PartyName { get; init; }
    /// <summary>IPI of the payee, or empty.</summary>
    public required string Ipi { get; init; }
    /// <summary>Carried from the month before, pesewas, zero or below.</summary>
    public required long Opening { get; init; }
    /// <summary>Sum of the earning lines: shares after commission; on a station statement the gross. Pesewas.</summary>
    public required long Earnings { get; init; }
    /// <summary>Corrections of earlier months, pesewas.</summary>
    public required long Adjustments { get; init; }
    /// <summary>Commission that was taken from the listed lines before the split, pesewas.</summary>
    public required long Commission { get; init; }
    /// <summary>Withheld, pesewas.</summary>
    public required long Tax { get; init; }
    /// <summary>Payable, pesewas; on a station statement the amount due.</summary>
    public required long Credit { get; init; }
    /// <summary>Debt for the next month, pesewas, zero or below.</summary>
    public required long Carry { get; init; }
    /// <summary>Provisional gross of held lines, outside the total; pesewas.</summary>
    public required long Held { get; init; }
    /// <summary>Tax rate, basis points.</summary>
    public required int TaxBasisPoints { get; init; }
    /// <summary>SHA-256 over its rows in order, hexadecimal.</summary>
    public string Hash { get; set; } = "";
    /// <summary>How far it has come.</summary>
    public StatementState State { get; private set; } = StatementState.Draft;
    /// <summary>When it was published, UTC.</summary>
    public DateTime? IssuedAt { get; private set; }
    /// <summary>When its credit was booked into the payee's wallet, or the station's payment arrived, UTC.</summary>
    public DateTime? PaidAt { get; private set; }
    /// <summary>Its rows, in order.</summary>
    public List<StatementLine> Lines { get; init; } = [];

    /// <summary>The last instant at which a play may be disputed; null before publication.</summary>
    public DateTime? DisputeUntil => IssuedAt?.AddDays(DisputeDays);

    /// <summary>It belongs to this revision from now on.</summary>
    internal void Take(int revision)
    {
        Revision = revision;
        // The end of the id: version 7 ids of one moment share their beginning.
        var party = PartyId.ToString("N")[^10..].ToUpperInvariant();
        Number = $"ST-{Period.Replace("-", "", StringComparison.Ordinal)}-{(Kind == StatementKind.Station ? "S" : "P")}{party}-{revision}";
    }

    /// <summary>Another revision counts now.</summary>
    internal Result<Done> Supersede()
    {
        if (StatementFlow.Steps.Check(State, StatementState.Superseded) is { } wrong) return wrong;
        State = StatementState.Superseded;
        return new Done();
    }

    /// <summary>The month was approved: it is published.</summary>
    internal Result<Done> Issue(DateTime now)
    {
        if (StatementFlow.Steps.Check(State, StatementState.Approved) is { } wrong) return wrong;
        (State, IssuedAt) = (StatementState.Approved, now);
        return new Done();
    }

    /// <summary>Its money is where it belongs.</summary>
    internal Result<Done> Pay(DateTime now)
    {
        if (StatementFlow.Steps.Check(State, StatementState.Paid) is { } wrong) return wrong;
        (State, PaidAt) = (StatementState.Paid, now);
        return new Done();
    }
}

/// <summary>What a row of a statement says.</summary>
public enum StatementLineType
{
    /// <summary>Carried from the month before.</summary>
    Opening,
    /// <summary>Earned this month.</summary>
    Earning,
    /// <summary>Corrects an earlier month.</summary>
    Adjustment,
    /// <summary>Computed but not payable; outside the total.</summary>
    Held,
    /// <summary>Taken by the platform.</summary>
    Commission,
    /// <summary>Withheld.</summary>
    Tax,
    /// <summary>Payable.</summary>
    Credit,
    /// <summary>Debt for the next month.</summary>
    Carry,
}

/// <summary>One row of a statement.</summary>
public sealed class StatementLine
{
    /// <summary>The statement.</summary>
    public StatementId Statement { get; init; }
    /// <summary>1, 2, … on the statement.</summary>
    public required int Number { get; init; }
    /// <summary>What it says.</summary>
    public required StatementLineType Type { get; init; }
    /// <summary>The line behind it, if one.</summary>
    public RoyaltyLineId? Line { get; init; }
    /// <summary>The contributor's place in the split of that line; 0 if none.</summary>
    public int Allocation { get; init; }
    /// <summary>Pesewas; for held rows the provisional gross, which is outside the total.</summary>
    public required long Amount { get; init; }

    /// <summary>What the row adds to the total: nothing for held rows and for the two results, credit and carry.</summary>
    public long Counted => Type is StatementLineType.Held or StatementLineType.Credit or StatementLineType.Carry ? 0 : Amount;
}

internal sealed class StatementConfiguration : IEntityTypeConfiguration<Statement>
{
    public void Configure(EntityTypeBuilder<Statement> table)
    {
        table.ToTable("statements");
        table.HasKey(s => s.Id);
        table.Property(s => s.Id).ValueGeneratedNever();
        table.Property(s => s.Period).HasMaxLength(7);
        table.Property(s => s.Number).HasMaxLength(40);
        table.Property(s => s.PartyName).HasMaxLength(300);
        table.Property(s => s.Ipi).HasMaxLength(11);
        table.Property(s => s.Hash).HasMaxLength(64);
        table.Ignore(s => s.DisputeUntil);
        table.HasIndex(s => s.Number).IsUnique();
        table.HasIndex(s => new { s.Period, s.Revision, s.Kind });
        table.HasIndex(s => new { s.Account, s.Kind, s.Period });
        table.HasIndex(s => new { s.PartyId, s.State, s.Period });
        table.HasMany(s => s.Lines).WithOne().HasForeignKey(l => l.Statement).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class StatementLineConfiguration : IEntityTypeConfiguration<StatementLine>
{
    public void Configure(EntityTypeBuilder<StatementLine> table)
    {
        table.ToTable("statement_lines");
        table.HasKey(l => new { l.Statement, l.Number });
        table.Property(l => l.Number).ValueGeneratedNever();
        table.Ignore(l => l.Counted);
        table.HasIndex(l => l.Line);
    }
}
