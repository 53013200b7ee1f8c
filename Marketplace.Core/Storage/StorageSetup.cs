using Marketplace.Core.Kernel;
using Marketplace.Core.Storage.Postgres;
using Marketplace.Core.Storage.Sqlite;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Core.Storage;

/// <summary>Registers the tables for one engine.</summary>
public static class StorageSetup
{
    /// <summary>
    /// Chooses the engine by the connection string: <c>Host=…</c> is PostgreSQL, anything else the path of a SQLite file.
    /// </summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, string connection)
    {
        services.Configure<IdentityOptions>(UsePasskeyTables);
        if (connection.Contains("Host=", StringComparison.OrdinalIgnoreCase))
        {
            var tuned = PostgresDialect.Tune(connection);
            services.AddPooledDbContextFactory<PostgresDb>(options => Common(options).UseNpgsql(tuned));
            services.AddSingleton<IDbContextFactory<MarketplaceDb>, Forward<PostgresDb>>();
            services.AddSingleton<ILiveBridge, PostgresLiveBridge>();
        }
        else
        {
            services.AddPooledDbContextFactory<SqliteDb>(options => Common(options)
                .UseSqlite($"Data Source={connection}").AddInterceptors(new SqlitePragmas()));
            services.AddSingleton<IDbContextFactory<MarketplaceDb>, Forward<SqliteDb>>();
            services.AddSingleton<ILiveBridge, LocalLiveBridge>();
        }
        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<MarketplaceDb>>().CreateDbContext());
        services.AddTransient<Drafts.DraftBox>();
        return services;
    }

    /// <summary>Brings the database to the newest version and protects its append-only tables.</summary>
    public static async Task Upgrade(this MarketplaceDb db, CancellationToken ct = default)
    {
        // Migrating looks at far more than the list of migrations; a start that has nothing to do should not pay for it.
        if ((await db.Database.GetPendingMigrationsAsync(ct)).Any()) await db.Database.MigrateAsync(ct);
        await db.Dialect.Protect(db, ct);
    }

    /// <summary>Identity makes its passkey tables only when told so here; overriding it in the context has no effect.</summary>
    public static void UsePasskeyTables(IdentityOptions options) => options.Stores.SchemaVersion = IdentitySchemaVersions.Version3;

    private static DbContextOptionsBuilder Common(DbContextOptionsBuilder options) => options
        .ConfigureWarnings(warnings => warnings.Ignore(
            RelationalEventId.MultipleCollectionIncludeWarning,
            RelationalEventId.PendingModelChangesWarning)); // A test compares the model with the migrations; no start builds both again.

    private sealed class Forward<TDb>(IDbContextFactory<TDb> engine) : IDbContextFactory<MarketplaceDb> where TDb : MarketplaceDb
    {
        public MarketplaceDb CreateDbContext() => engine.CreateDbContext();

        public async Task<MarketplaceDb> CreateDbContextAsync(CancellationToken cancellationToken) =>
            await engine.CreateDbContextAsync(cancellationToken);
    }
}
