using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Radio.Tracks;

/// <summary>Two accounts uploaded the same recording. Nobody has priority (rule D-3); its royalties are held while this is open.</summary>
public sealed class OwnershipConflict : Entity
{
    private OwnershipConflict()
    {
    }

    internal OwnershipConflict(RecordingId recording, Track claimant, Track other, int coverBasisPoints, DateTime now)
    {
        Id = OwnershipConflictId.New();
        RecordingId = recording;
        (ClaimantTrackId, ClaimantId) = (claimant.Id, claimant.ArtistId);
        (OtherTrackId, OtherId) = (other.Id, other.ArtistId);
        CoverBasisPoints = coverBasisPoints;
        OpenedAt = now;
        Raise(new OwnershipConflictOpened(Id, recording, ClaimantId, OtherId, now));
    }

    /// <summary>Its id.</summary>
    public OwnershipConflictId Id { get; private set; }

    /// <summary>What is claimed twice.</summary>
    public RecordingId RecordingId { get; private set; }

    /// <summary>The later upload.</summary>
    public TrackId ClaimantTrackId { get; private set; }

    /// <summary>Whose it is.</summary>
    public UserId ClaimantId { get; private set; }

    /// <summary>The earlier upload.</summary>
    public TrackId OtherTrackId { get; private set; }

    /// <summary>Whose it is.</summary>
    public UserId OtherId { get; private set; }

    /// <summary>Matched seconds ÷ shorter duration, in ten-thousandths.</summary>
    public int CoverBasisPoints { get; private set; }

    /// <summary>When it was found, UTC; royalties are held from here on.</summary>
    public DateTime OpenedAt { get; private set; }

    /// <summary>When it ended, UTC; null while it is open.</summary>
    public DateTime? ClosedAt { get; private set; }

    /// <summary>How it ended, one of the ways of rule D-3.</summary>
    public string? Outcome { get; private set; }

    /// <summary>One side took its track back.</summary>
    internal void EndByWithdrawal(DateTime now)
    {
        if (ClosedAt is not null) return;
        ClosedAt = now;
        Outcome = "withdrawn";
    }
}

internal sealed class OwnershipConflictConfiguration : IEntityTypeConfiguration<OwnershipConflict>
{
    public void Configure(EntityTypeBuilder<OwnershipConflict> table)
    {
        table.ToTable("ownership_conflicts");
        table.HasKey(c => c.Id);
        table.Property(c => c.Outcome).HasMaxLength(40);
        table.HasIndex(c => new { c.ClaimantTrackId, c.OtherTrackId }).IsUnique();
        table.HasIndex(c => new { c.RecordingId, c.ClosedAt });
        table.HasIndex(c => c.OtherTrackId);
    }
}
