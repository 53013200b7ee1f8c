using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Radio.Plays;

/// <summary>Rule O-4: one recording was heard jumping about inside plays of another, so it seems to be sampled there. A hint for people; nothing is paid by it.</summary>
public sealed class SampleHint
{
    /// <summary>The recording that was on air.</summary>
    public required RecordingId HostId { get; init; }
    /// <summary>The recording that seems to be sampled in it.</summary>
    public required RecordingId SampledId { get; init; }
    /// <summary>The station on which it was noticed first.</summary>
    public required StationId StationId { get; init; }
    /// <summary>When it was noticed first, UTC.</summary>
    public required DateTime FoundAt { get; init; }
}

internal sealed class SampleHintConfiguration : IEntityTypeConfiguration<SampleHint>
{
    public void Configure(EntityTypeBuilder<SampleHint> table)
    {
        table.ToTable("sample_hints");
        table.HasKey(h => new { h.HostId, h.SampledId });
        table.HasIndex(h => h.SampledId);
    }
}
