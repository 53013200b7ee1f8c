using Marketplace.Core.Accounts;
using Marketplace.Core.Kernel;
using Marketplace.Core.Media;
using Marketplace.Core.Operations;
using Marketplace.Core.Payments;
using Marketplace.Core.Payments.Journal;
using Marketplace.Core.Payments.Rails;
using Marketplace.Core.Radio;
using Marketplace.Core.Royalties;
using Marketplace.Core.Storage;
using Marketplace.Web.Hosting.Security;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Marketplace.Tests.Kit;

/// <summary>
/// A whole small product on a real, empty database: SQLite by default, the private PostgreSQL cluster when
/// MARKETPLACE_TEST_ENGINE=postgres. The clock stands still until a test moves it.
/// </summary>
public sealed class World : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("marketplace-test-").FullName;
    private ServiceProvider _services = default!;

    public VirtualClock Clock { get; } = new(new DateTimeOffset(2026, 7, 15, 12, 0, 0, TimeSpan.Zero));

    /// <summary>A folder of this world's own, removed at the end.</summary>
    public string Folder => _folder;

    /// <summary>Its database, as the product's own setting names it.</summary>
    public string Connection { get; private set; } = "";

    /// <param name="change">Replaces services.</param>
    /// <param name="onPostgres">For what only several servers on one database show: PostgreSQL, whatever the run is on.</param>
    public static async Task<World> New(Action<IServiceCollection>? change = null, bool onPostgres = false)
    {
        var world = new World();
        onPostgres |= PostgresCluster.IsWanted;
        var connection = world.Connection = onPostgres
            ? await PostgresCluster.NewDatabase(await PostgresTemplate.Value)
            : Path.Combine(world._folder, "test.db");
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(world.Clock);
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
        services.AddSingleton(new MediaOptions { Folder = Path.Combine(world._folder, "data") });
        services.AddSingleton(new RailsOptions { Sandbox = true, KeyFolder = Path.Combine(world._folder, "keys"), AllowPrivate = true });
        services.AddKernel().AddStorage(connection).AddAccounts().AddMedia().AddPayments().AddRadio().AddRoyalties().AddOperations();
        services.AddSingleton<IAuditHead>(new AuditHeadFile(Path.Combine(world._folder, "audit-head.txt"), world.Clock));
        services.AddSingleton<ILedgerHead>(new LedgerHeadFile(Path.Combine(world._folder, "ledger-head.txt"), world.Clock));
        // The key ring of the real server when it runs on this world's data, so that each reads what the other closed.
        services.AddDataProtection().SetApplicationName("Marketplace")
            .PersistKeysToFileSystem(Directory.CreateDirectory(Path.Combine(world._folder, "data", "keys")));
        services.AddSingleton<ISecretBox, ProtectedBox>();
        change?.Invoke(services);
        world._services = services.BuildServiceProvider();
        if (!onPostgres) File.Copy(await Template.Value, connection);
        return world;
    }

    // Every migration runs once per test run; each world then begins with a copy of the empty database.
    private static readonly Lazy<Task<string>> Template = new(async () =>
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("marketplace-template-").FullName, "empty.db");
        await Make(path + ".made", path);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        return path;
    });

    private static readonly Lazy<Task<string>> PostgresTemplate = new(async () =>
    {
        var made = new NpgsqlConnectionStringBuilder(await PostgresCluster.NewDatabase()) { Pooling = false };
        await Make(made.ConnectionString);
        return made.Database!;
    });

    private static async Task Make(string connection, string? copy = null)
    {
        await using var services = new ServiceCollection().AddLogging().AddKernel().AddStorage(connection).BuildServiceProvider();
        await using var db = services.GetRequiredService<IDbContextFactory<MarketplaceDb>>().CreateDbContext();
        await db.Upgrade();
        if (copy is not null) await db.Dialect.Save(db, copy, default);
    }

    /// <summary>A fresh instance of a use case or query.</summary>
    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    /// <summary>A fresh context; the caller disposes it.</summary>
    public MarketplaceDb Db() => Get<IDbContextFactory<MarketplaceDb>>().CreateDbContext();

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}
