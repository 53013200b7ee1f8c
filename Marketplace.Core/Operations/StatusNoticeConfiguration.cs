using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Operations;

internal sealed class StatusNoticeConfiguration : IEntityTypeConfiguration<StatusNotice>
{
    public void Configure(EntityTypeBuilder<StatusNotice> table)
    {
        table.ToTable("status_notices");
        table.HasKey(n => n.Id);
        table.Property(n => n.Text).HasMaxLength(500);
        table.HasIndex(n => n.EndedAt);
    }
}
