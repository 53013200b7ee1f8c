using Marketplace.Core.Storage;
using Marketplace.Core.Storage.Postgres;
using Marketplace.Core.Storage.Sqlite;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Migrations;

/// <summary>Builds the contexts for the migration script; nothing connects.</summary>
public sealed class DesignTime : IDesignTimeDbContextFactory<SqliteDb>, IDesignTimeDbContextFactory<PostgresDb>
{
    private static readonly IServiceProvider Identity =
        new ServiceCollection().Configure<IdentityOptions>(StorageSetup.UsePasskeyTables).BuildServiceProvider();

    SqliteDb IDesignTimeDbContextFactory<SqliteDb>.CreateDbContext(string[] args) => new(
        new DbContextOptionsBuilder<SqliteDb>().UseSqlite("Data Source=design.db").UseApplicationServiceProvider(Identity).Options);

    PostgresDb IDesignTimeDbContextFactory<PostgresDb>.CreateDbContext(string[] args) => new(
        new DbContextOptionsBuilder<PostgresDb>().UseNpgsql("Host=localhost").UseApplicationServiceProvider(Identity).Options);
}
