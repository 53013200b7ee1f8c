using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Payments.Rails.Operations;

internal sealed class RailOperationConfiguration : IEntityTypeConfiguration<RailOperation>
{
    public void Configure(EntityTypeBuilder<RailOperation> table)
    {
        table.ToTable("rail_operations");
        table.HasKey(o => o.Id);
        table.Property(o => o.Id).ValueGeneratedNever();
        table.Property(o => o.Rail).HasMaxLength(40);
        table.Property(o => o.ProviderKey).HasMaxLength(64);
        table.Property(o => o.ProviderRef).HasMaxLength(300);
        table.Property(o => o.Party).HasMaxLength(300);
        table.Property(o => o.ReturnUrl).HasMaxLength(500);
        table.Property(o => o.Description).HasMaxLength(140);
        table.Property(o => o.OpenKey).HasMaxLength(60);
        table.Property(o => o.Reason).HasMaxLength(200);
        table.HasIndex(o => o.ProviderKey).IsUnique();
        table.HasIndex(o => o.OpenKey).IsUnique();
        table.HasIndex(o => new { o.Rail, o.ProviderRef });
        table.HasIndex(o => new { o.State, o.CreatedAt });
        table.HasIndex(o => new { o.Rail, o.CreatedAt });
        table.HasIndex(o => o.Subject);
        table.HasIndex(o => o.CollectId);
    }
}
