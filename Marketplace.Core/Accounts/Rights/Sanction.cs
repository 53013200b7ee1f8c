using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Accounts.Rights;

/// <summary>How severely an account is closed to its owner.</summary>
public enum SanctionKind
{
    /// <summary>For a while, or until something is cleared up.</summary>
    Suspension,
    /// <summary>For good; only a superadmin imposes or lifts it.</summary>
    Ban,
}

/// <summary>One time that an account was closed to its owner. Rows stay as its history; at most one is in force.</summary>
public sealed class Sanction : Entity
{
    private Sanction() { }

    /// <summary>Key.</summary>
    public SanctionId Id { get; private set; } = SanctionId.New();
    /// <summary>Whose account.</summary>
    public Guid UserId { get; private set; }
    /// <summary>How severe.</summary>
    public SanctionKind Kind { get; private set; }
    /// <summary>Why; the owner reads it at sign-in and by mail.</summary>
    public string Reason { get; private set; } = "";
    /// <summary>Who imposed it; empty for the system.</summary>
    public Guid By { get; private set; }
    /// <summary>Since when, UTC.</summary>
    public DateTime At { get; private set; }
    /// <summary>When it ends by itself, UTC; null for not by itself.</summary>
    public DateTime? Until { get; private set; }
    /// <summary>When it ended, UTC; null while in force.</summary>
    public DateTime? EndedAt { get; private set; }
    /// <summary>Who ended it; empty for the system, null while in force.</summary>
    public Guid? EndedBy { get; private set; }
    /// <summary>Why it ended, or empty.</summary>
    public string EndReason { get; private set; } = "";

    /// <summary>Closes an account.</summary>
    public Sanction(UserId user, SanctionKind kind, string reason, DateTime? until, UserId by, DateTime now)
    {
        (UserId, Kind, Reason, Until, By, At) = (user.Value, kind, reason, until, by.Value, now);
        Raise(new SanctionChanged(user, kind, IsClosed: true, reason, until, Guid.CreateVersion7(), now));
    }

    /// <summary>Opens the account again.</summary>
    public SanctionChanged Lift(string reason, UserId by, DateTime now)
    {
        (EndedAt, EndedBy, EndReason) = (now, by.Value, reason);
        return Raise(new SanctionChanged(new(UserId), Kind, IsClosed: false, reason, null, Guid.CreateVersion7(), now));
    }

    /// <summary>Another sanction takes its place; the account stays closed.</summary>
    public void GiveWay(UserId by, DateTime now) => (EndedAt, EndedBy) = (now, by.Value);
}

internal sealed class SanctionConfiguration : IEntityTypeConfiguration<Sanction>
{
    public void Configure(EntityTypeBuilder<Sanction> table)
    {
        table.ToTable("sanctions");
        table.HasKey(s => s.Id);
        table.Property(s => s.Id).ValueGeneratedNever();
        table.Property(s => s.Reason).HasMaxLength(ImposeSanction.ReasonLimit);
        table.Property(s => s.EndReason).HasMaxLength(ImposeSanction.ReasonLimit);
        table.HasIndex(s => new { s.UserId, s.EndedAt });
    }
}
