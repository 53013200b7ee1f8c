using Marketplace.Core.Accounts;
using Marketplace.Core.Kernel;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Storage;

/// <summary>
/// All tables of the product. Each feature adds its own sets in a partial file beside its entities (<c>&lt;Feature&gt;Tables.cs</c>)
/// and maps them in <c>&lt;Entity&gt;Configuration.cs</c>. One subclass per engine owns the migrations.
/// </summary>
public abstract partial class MarketplaceDb(DbContextOptions options) : IdentityUserContext<User, Guid>(options)
{
    /// <summary>First answers of use cases, by actor and key.</summary>
    public DbSet<Receipt> Receipts => Set<Receipt>();

    /// <summary>Who did what; append-only.</summary>
    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    /// <summary>Events waiting to be told.</summary>
    public DbSet<OutboxMessage> Outbox => Set<OutboxMessage>();

    /// <summary>Business timers.</summary>
    public DbSet<DueTimer> Timers => Set<DueTimer>();

    /// <summary>What each chore did last.</summary>
    public DbSet<ChoreRecord> Chores => Set<ChoreRecord>();

    /// <summary>SQL that the engines spell differently.</summary>
    public abstract IDialect Dialect { get; }

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder conventions)
    {
        base.ConfigureConventions(conventions);
        conventions.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
        foreach (var id in typeof(MarketplaceDb).Assembly.GetTypes().Where(IsId))
            conventions.Properties(id).HaveConversion(typeof(IdConverter<>).MakeGenericType(id));
        conventions.Properties<Asset>().HaveConversion<AssetConverter>().HaveMaxLength(20);
    }

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(MarketplaceDb).Assembly);
        foreach (var entity in builder.Model.GetEntityTypes().Where(e => typeof(Entity).IsAssignableFrom(e.ClrType)))
            entity.FindProperty(nameof(Entity.Version))!.IsConcurrencyToken = true;
    }

    /// <inheritdoc/>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        // Once: every question about entries would look for changes in all of them again.
        var isLooking = ChangeTracker.AutoDetectChangesEnabled;
        if (isLooking) ChangeTracker.DetectChanges();
        ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            foreach (var entry in ChangeTracker.Entries<Entity>())
            {
                if (entry.State is not (EntityState.Added or EntityState.Modified)) continue;
                entry.Entity.Touch();
                if (entry.State == EntityState.Modified) entry.Property(e => e.Version).IsModified = true;
            }
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        }
        finally
        {
            ChangeTracker.AutoDetectChangesEnabled = isLooking;
        }
    }

    private static bool IsId(Type type) => type.IsValueType && type.GetInterfaces()
        .Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IId<>));
}
