using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Storage.Drafts;

/// <summary>What a person has typed into one form and not yet sent. Phones lose their line; this does not.</summary>
public sealed class Draft
{
    /// <summary>Whose it is.</summary>
    public required UserId Owner { get; init; }
    /// <summary>Which form, for example <c>track-new</c> or <c>track:{id}</c>.</summary>
    public required string Form { get; init; }
    /// <summary>The fields as JSON.</summary>
    public required string Body { get; set; }
    /// <summary>When it was last kept, UTC.</summary>
    public required DateTime SavedAt { get; set; }
}

internal sealed class DraftConfiguration : IEntityTypeConfiguration<Draft>
{
    public void Configure(EntityTypeBuilder<Draft> table)
    {
        table.ToTable("drafts");
        table.HasKey(d => new { d.Owner, d.Form });
        table.Property(d => d.Form).HasMaxLength(DraftBox.FormLength);
        table.Property(d => d.Body).HasMaxLength(DraftBox.BodyLength);
    }
}
