using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Radio.Tracks;

/// <summary>One contributor's line on a split sheet.</summary>
public sealed class SplitShare
{
    private SplitShare()
    {
    }

    internal SplitShare(SplitVersionId version, int sequence, ShareLine line, UserId artist, DateTime now)
    {
        (Id, VersionId, Sequence) = (SplitShareId.New(), version, sequence);
        (Name, Role, BasisPoints) = (line.Name.Trim(), line.Role, line.BasisPoints);
        Email = line.IsMe || string.IsNullOrWhiteSpace(line.Email) ? null : line.Email.Trim().ToLowerInvariant();
        if (!line.IsMe) return;
        ContributorId = artist;
        AcceptedAt = now;
    }

    /// <summary>Its id: the identity under which money waits until it is claimed.</summary>
    public SplitShareId Id { get; private set; }

    /// <summary>The sheet.</summary>
    public SplitVersionId VersionId { get; private set; }

    /// <summary>Place on the sheet; decides ties of rounding .</summary>
    public int Sequence { get; private set; }

    /// <summary>The contributor's name.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Address that was asked, lower case, or null.</summary>
    public string? Email { get; private set; }

    /// <summary>The account behind the line, once known.</summary>
    public UserId? ContributorId { get; private set; }

    /// <summary>What the person did.</summary>
    public ContributorRole Role { get; private set; }

    /// <summary>Share, 1 to 10 000.</summary>
    public int BasisPoints { get; private set; }

    /// <summary>When the contributor agreed, UTC.</summary>
    public DateTime? AcceptedAt { get; private set; }

    /// <summary>When the contributor declined, UTC.</summary>
    public DateTime? DeclinedAt { get; private set; }

    /// <summary>Whether there is anybody to ask.</summary>
    public bool CanBeAsked => ContributorId is not null || Email is not null;

    internal void Accept(UserId user, DateTime now)
    {
        ContributorId = user;
        AcceptedAt ??= now;
    }

    internal void Decline(UserId user, DateTime now)
    {
        ContributorId = user;
        AcceptedAt = null;
        DeclinedAt = now;
    }
}

internal sealed class SplitVersionConfiguration : IEntityTypeConfiguration<SplitVersion>
{
    public void Configure(EntityTypeBuilder<SplitVersion> table)
    {
        table.ToTable("split_versions");
        table.HasKey(v => v.Id);
        table.Property(v => v.Id).ValueGeneratedNever();
        table.Property(v => v.DeclineReason).HasMaxLength(400);
        table.HasMany(v => v.Shares).WithOne().HasForeignKey(s => s.VersionId);
        table.Navigation(v => v.Shares).UsePropertyAccessMode(PropertyAccessMode.Field).AutoInclude();
        table.HasIndex(v => new { v.TrackId, v.Number }).IsUnique();
    }
}

internal sealed class SplitShareConfiguration : IEntityTypeConfiguration<SplitShare>
{
    public void Configure(EntityTypeBuilder<SplitShare> table)
    {
        table.ToTable("split_shares");
        table.HasKey(s => s.Id);
        table.Property(s => s.Id).ValueGeneratedNever();
        table.Property(s => s.Name).HasMaxLength(200);
        table.Property(s => s.Email).HasMaxLength(254);
        table.Ignore(s => s.CanBeAsked);
        table.HasIndex(s => s.ContributorId);
        table.HasIndex(s => s.Email);
    }
}
