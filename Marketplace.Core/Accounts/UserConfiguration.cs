using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Accounts;

internal sealed class UserConfiguration : IEntityTypeConfiguration<User>
{
    public void Configure(EntityTypeBuilder<User> table)
    {
        table.ToTable("users");
        table.Ignore(u => u.UserId);
        table.Property(u => u.DisplayName).HasMaxLength(Profiles.EditProfile.NameLimit);
        table.Property(u => u.Slug).HasMaxLength(60);
        table.Property(u => u.About).HasMaxLength(Profiles.EditProfile.AboutLimit);
        table.Property(u => u.AvatarTag).HasMaxLength(40);
        table.Property(u => u.Language).HasMaxLength(10);
        table.Property(u => u.TimeZone).HasMaxLength(60);
        table.Property(u => u.Currency).HasMaxLength(20);
        table.Property(u => u.SealedCodeKey).HasMaxLength(Kernel.ISecretBox.LongestSealed);
        table.HasIndex(u => u.Slug).IsUnique();
        table.HasIndex(u => u.NormalizedEmail).IsUnique();
    }
}

internal sealed class PasskeyConfiguration : IEntityTypeConfiguration<IdentityUserPasskey<Guid>>
{
    public void Configure(EntityTypeBuilder<IdentityUserPasskey<Guid>> table) => table.ToTable("passkeys");
}
