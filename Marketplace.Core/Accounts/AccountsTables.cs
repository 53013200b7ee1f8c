using Marketplace.Core.Accounts;
using Marketplace.Core.Accounts.Mail;
using Marketplace.Core.Accounts.Passwords;
using Marketplace.Core.Accounts.Profiles;
using Marketplace.Core.Accounts.Rights;
using Marketplace.Core.Accounts.Sessions;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Storage;

public abstract partial class MarketplaceDb
{
    /// <summary>Ways of taking part.</summary>
    public DbSet<CapabilityGrant> CapabilityGrants => Set<CapabilityGrant>();
    /// <summary>Rights of the house's own people.</summary>
    public DbSet<StaffGrant> StaffGrants => Set<StaffGrant>();
    /// <summary>Why accounts were closed to their owners.</summary>
    public DbSet<Sanction> Sanctions => Set<Sanction>();
    /// <summary>Signed-in browsers.</summary>
    public DbSet<UserSession> UserSessions => Set<UserSession>();
    /// <summary>Browsers that signed in before.</summary>
    public DbSet<KnownDevice> KnownDevices => Set<KnownDevice>();
    /// <summary>Links that were mailed.</summary>
    public DbSet<MailLink> MailLinks => Set<MailLink>();
    /// <summary>Mails that went out.</summary>
    public DbSet<SentMail> SentMails => Set<SentMail>();
    /// <summary>One-time codes for a lost phone.</summary>
    public DbSet<RecoveryCode> RecoveryCodes => Set<RecoveryCode>();
    /// <summary>Profile pictures in three sizes.</summary>
    public DbSet<Avatar> Avatars => Set<Avatar>();
}
