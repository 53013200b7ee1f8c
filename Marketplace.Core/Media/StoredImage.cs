using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Media;

/// <summary>A cover or avatar as we keep it: our own encoding, square, three sizes, nothing of the original file left.</summary>
public sealed class StoredImage
{
    /// <summary>Blob of the largest size; other rows hold the image by this name.</summary>
    public required string Name { get; init; }
    /// <summary>Blob of the middle size.</summary>
    public required string Middle { get; init; }
    /// <summary>Blob of the smallest size.</summary>
    public required string Small { get; init; }
    /// <summary>When it was first kept, UTC.</summary>
    public required DateTime At { get; init; }
}

internal sealed class StoredImageConfiguration : IEntityTypeConfiguration<StoredImage>
{
    public void Configure(EntityTypeBuilder<StoredImage> table)
    {
        table.ToTable("images");
        table.HasKey(i => i.Name);
        table.Property(i => i.Name).HasMaxLength(64);
        table.Property(i => i.Middle).HasMaxLength(64);
        table.Property(i => i.Small).HasMaxLength(64);
    }
}
