using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Payments.Escrow;

/// <summary>One earning that is released but not available yet; a timer matures it.</summary>
public sealed class Clearing : Entity
{
    private Clearing()
    {
    }

    internal Clearing(UserId user, string subject, string title, Money amount, DateTime matureAt)
    {
        (Id, UserId, Subject, Title, Asset) = (ClearingId.New(), user, subject, title, amount.Asset);
        (Amount, Left, MatureAt) = (amount.Minor, amount.Minor, matureAt);
    }

    /// <summary>Its id.</summary>
    public ClearingId Id { get; private set; }
    /// <summary>Who earned it.</summary>
    public UserId UserId { get; private set; }
    /// <summary>What earned it: <c>tranche:…</c>, or <c>statement:…</c> for royalties.</summary>
    public string Subject { get; private set; } = "";
    /// <summary>What it was earned with: the title of the tranche, or the month of the royalties as <c>yyyy-MM</c>.</summary>
    public string Title { get; private set; } = "";
    /// <summary>What is counted.</summary>
    public Asset Asset { get; private set; }
    /// <summary>Earned, minor units.</summary>
    public long Amount { get; private set; }
    /// <summary>Still pending; a chargeback may have taken a part.</summary>
    public long Left { get; private set; }
    /// <summary>When it becomes available; UTC.</summary>
    public DateTime MatureAt { get; private set; }
    /// <summary>When it became available; null while pending.</summary>
    public DateTime? MaturedAt { get; private set; }

    internal void Take(long minor) => Left -= minor;

    internal void Mature(DateTime now) => (Left, MaturedAt) = (0, now);
}

internal sealed class ClearingConfiguration : IEntityTypeConfiguration<Clearing>
{
    public void Configure(EntityTypeBuilder<Clearing> table)
    {
        table.ToTable("clearings", t => t.HasCheckConstraint("ck_clearings_left", "\"Left\" >= 0 AND \"Left\" <= \"Amount\""));
        table.HasKey(c => c.Id);
        table.HasIndex(c => new { c.UserId, c.Asset, c.MaturedAt });
        table.Property(c => c.Subject).HasMaxLength(120);
        table.Property(c => c.Title).HasMaxLength(200);
        table.HasIndex(c => c.Subject);
    }
}
