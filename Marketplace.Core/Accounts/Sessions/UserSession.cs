using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Accounts.Sessions;

/// <summary>One signed-in browser. The cookie only names this row, so ending the row ends the cookie.</summary>
public sealed class UserSession : Entity
{
    /// <summary>A session that never ends by use still ends after this time without a visit.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromDays(14);

    /// <summary>Key.</summary>
    public SessionId Id { get; private set; } = SessionId.New();
    /// <summary>Whose.</summary>
    public Guid UserId { get; private set; }
    /// <summary>Sign-in, UTC.</summary>
    public DateTime CreatedAt { get; private set; }
    /// <summary>Last visit, UTC, exact to a few minutes.</summary>
    public DateTime LastSeenAt { get; private set; }
    /// <summary>Browser and system in words, for example <c>Firefox, Android</c>.</summary>
    public string Device { get; private set; } = "";
    /// <summary>Network address with its last part hidden.</summary>
    public string Address { get; private set; } = "";
    /// <summary>Whether a second factor or a passkey proved it.</summary>
    public bool HasSecondFactor { get; private set; }
    /// <summary>The account's security stamp at sign-in; another stamp ends the session.</summary>
    public string Stamp { get; private set; } = "";
    /// <summary>End, UTC; null while open.</summary>
    public DateTime? EndedAt { get; private set; }

    private UserSession() { }

    /// <summary>Opens a session.</summary>
    public UserSession(User user, string device, string address, bool hasSecondFactor, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(user);
        UserId = user.Id;
        CreatedAt = LastSeenAt = now;
        Device = Cut(device);
        Address = Cut(address);
        HasSecondFactor = hasSecondFactor;
        Stamp = user.SecurityStamp ?? "";
    }

    /// <summary>Notes a visit.</summary>
    public void See(DateTime now) => LastSeenAt = now;

    /// <summary>Ends the session; ending it again changes nothing.</summary>
    public void End(DateTime now) => EndedAt ??= now;

    private static string Cut(string text) => text.Length > 100 ? text[..100] : text;
}

internal sealed class UserSessionConfiguration : IEntityTypeConfiguration<UserSession>
{
    public void Configure(EntityTypeBuilder<UserSession> table)
    {
        table.ToTable("user_sessions");
        table.HasKey(s => s.Id);
        table.Property(s => s.Id).ValueGeneratedNever();
        table.Property(s => s.Device).HasMaxLength(100);
        table.Property(s => s.Address).HasMaxLength(100);
        table.Property(s => s.Stamp).HasMaxLength(40);
        table.HasIndex(s => new { s.UserId, s.EndedAt });
    }
}
