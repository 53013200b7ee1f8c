using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Accounts.Profiles;

/// <summary>One size of one account's picture, square WebP without any metadata. Small enough to live in the database.</summary>
public sealed class Avatar
{
    /// <summary>The edges that are kept, pixels: list, page, large screen.</summary>
    public static readonly IReadOnlyList<int> Edges = [48, 160, 480];

    /// <summary>Whose.</summary>
    public required Guid UserId { get; init; }
    /// <summary>Length of an edge, pixels.</summary>
    public required int Edge { get; init; }
    /// <summary>The picture.</summary>
    public required byte[] Bytes { get; set; }
}

internal sealed class AvatarConfiguration : IEntityTypeConfiguration<Avatar>
{
    public void Configure(EntityTypeBuilder<Avatar> table)
    {
        table.ToTable("avatars");
        table.HasKey(a => new { a.UserId, a.Edge });
    }
}
