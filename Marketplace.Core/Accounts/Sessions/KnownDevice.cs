using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Accounts.Sessions;

/// <summary>
/// A browser that signed in to this account before. It has its own count of wrong tries, so that strangers who lock the
/// account for unknown browsers do not lock its owner out.
/// </summary>
public sealed class KnownDevice
{
    /// <summary>Key, kept in a protected cookie.</summary>
    public Guid Id { get; init; } = Guid.NewGuid();
    /// <summary>Whose.</summary>
    public required Guid UserId { get; init; }
    /// <summary>Wrong passwords in a row from this browser.</summary>
    public int Failures { get; set; }
    /// <summary>Waits until, UTC; null when it need not.</summary>
    public DateTime? LockedUntil { get; set; }
    /// <summary>Last good sign-in, UTC.</summary>
    public required DateTime LastUsedAt { get; set; }
}

internal sealed class KnownDeviceConfiguration : IEntityTypeConfiguration<KnownDevice>
{
    public void Configure(EntityTypeBuilder<KnownDevice> table)
    {
        table.ToTable("known_devices");
        table.HasKey(d => d.Id);
        table.Property(d => d.Id).ValueGeneratedNever();
        table.HasIndex(d => d.UserId);
    }
}
