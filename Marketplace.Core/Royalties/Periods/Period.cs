using Marketplace.Core.Kernel;
using Marketplace.Core.Royalties.Calculation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Royalties.Periods;

/// <summary>How far a month has come.</summary>
public enum PeriodState
{
    /// <summary>Plays still change.</summary>
    Open,
    /// <summary>Statements are drafts; it may be calculated again.</summary>
    Calculated,
    /// <summary>Statements are published; nothing changes any more.</summary>
    Approved,
    /// <summary>Every credited amount is in a wallet or carried.</summary>
    Paid,
}

/// <summary>The allowed steps of a month. An approved month never goes back: corrections are lines of a later month.</summary>
public static class PeriodFlow
{
    /// <summary>Section 8 of the airplay rules, as a table.</summary>
    public static readonly Flow<PeriodState> Steps = new(
        (PeriodState.Open, PeriodState.Calculated),
        (PeriodState.Calculated, PeriodState.Calculated),
        (PeriodState.Calculated, PeriodState.Approved),
        (PeriodState.Approved, PeriodState.Paid));
}

/// <summary>One month of royalties: which revision counts, who made it, who approved it.</summary>
/// <param name="id">The month as <c>yyyy-MM</c>.</param>
public sealed class Period(string id) : Entity
{
    /// <summary>The month as <c>yyyy-MM</c>.</summary>
    public string Id { get; private set; } = id;
    /// <summary>How far it has come.</summary>
    public PeriodState State { get; private set; } = PeriodState.Open;
    /// <summary>The revision that counts; 0 before the first.</summary>
    public int Revision { get; private set; }
    /// <summary>Who asked for it; empty for the scheduled chore.</summary>
    public UserId PreparedBy { get; private set; }
    /// <summary>Name of who asked.</summary>
    public string PreparedByName { get; private set; } = "";
    /// <summary>When this revision was written, UTC.</summary>
    public DateTime? CalculatedAt { get; private set; }
    /// <summary>When a calculation last gave this very result, UTC.</summary>
    public DateTime? CheckedAt { get; private set; }
    /// <summary>Who approved.</summary>
    public UserId? ApprovedBy { get; private set; }
    /// <summary>Name of who approved.</summary>
    public string? ApprovedByName { get; private set; }
    /// <summary>When, UTC.</summary>
    public DateTime? ApprovedAt { get; private set; }
    /// <summary>Hash over the statement hashes in order of number, hexadecimal.</summary>
    public string Hash { get; private set; } = "";
    /// <summary>Plays that are paid.</summary>
    public int PaidPlays { get; private set; }
    /// <summary>Plays that are held.</summary>
    public int HeldPlays { get; private set; }
    /// <summary>Posted lines before commission, pesewas.</summary>
    public long Gross { get; private set; }
    /// <summary>The platform's part, pesewas.</summary>
    public long Commission { get; private set; }
    /// <summary>What the contributors got, pesewas.</summary>
    public long Net { get; private set; }
    /// <summary>Computed but not payable, outside gross; pesewas.</summary>
    public long Held { get; private set; }
    /// <summary>Withheld tax of all statements, pesewas.</summary>
    public long Tax { get; private set; }
    /// <summary>Credit of all statements, pesewas.</summary>
    public long Credit { get; private set; }
    /// <summary>Artist statements.</summary>
    public int Statements { get; private set; }

    /// <summary>Takes a new result, or notes that the result is the one it has already.</summary>
    /// <returns>Whether a new revision began.</returns>
    public Result<MonthCalculated> Calculate(MonthResult result, Actor by, DateTime now)
    {
        if (PeriodFlow.Steps.Check(State, PeriodState.Calculated) is { } wrong) return wrong;
        CheckedAt = now;
        var isNew = Revision == 0 || Hash != result.Hash;
        if (isNew)
        {
            (State, Revision, CalculatedAt) = (PeriodState.Calculated, Revision + 1, now);
            (PreparedBy, PreparedByName) = (by.UserId, by.Name);
            (Hash, PaidPlays, HeldPlays, Statements) = (result.Hash, result.PaidPlays, result.HeldPlays, result.ArtistStatements);
            (Gross, Commission, Net) = (result.Totals.Gross.Minor, result.Totals.Commission.Minor, result.Totals.Net.Minor);
            (Held, Tax, Credit) = (result.Totals.Held.Minor, result.Totals.Tax.Minor, result.Totals.Credit.Minor);
        }
        return Raise(new MonthCalculated(Id, Revision, isNew, now));
    }

    /// <summary>Four eyes: another person of finance agrees, and the month is closed for ever.</summary>
    public Result<MonthApproved> Approve(int revision, Actor by, DateTime now)
    {
        if (PeriodFlow.Steps.Check(State, PeriodState.Approved) is { } wrong) return wrong;
        if (revision != Revision) return RoyaltyErrors.OtherRevision;
        if (by.UserId == PreparedBy) return RoyaltyErrors.OwnWork;
        (State, ApprovedBy, ApprovedByName, ApprovedAt) = (PeriodState.Approved, by.UserId, by.Name, now);
        return Raise(new MonthApproved(Id, Revision, Hash, now));
    }

    /// <summary>All its credits are in wallets or carried.</summary>
    internal Result<MonthPaid> Pay(DateTime now)
    {
        if (PeriodFlow.Steps.Check(State, PeriodState.Paid) is { } wrong) return wrong;
        State = PeriodState.Paid;
        return Raise(new MonthPaid(Id, now));
    }
}

internal sealed class PeriodConfiguration : IEntityTypeConfiguration<Period>
{
    public void Configure(EntityTypeBuilder<Period> table)
    {
        table.ToTable("periods");
        table.HasKey(p => p.Id);
        table.Property(p => p.Id).HasMaxLength(7);
        table.Property(p => p.PreparedByName).HasMaxLength(200);
        table.Property(p => p.ApprovedByName).HasMaxLength(200);
        table.Property(p => p.Hash).HasMaxLength(64);
    }
}
