using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Storage.Sqlite;

/// <summary>The tables in one SQLite file: write-ahead log, one writer, short transactions.</summary>
public sealed class SqliteDb(DbContextOptions<SqliteDb> options) : MarketplaceDb(options)
{
    /// <inheritdoc/>
    public override IDialect Dialect => SqliteDialect.Instance;

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder conventions)
    {
        base.ConfigureConventions(conventions);
        conventions.Properties<DateTime>().HaveConversion<MicrosecondsConverter>();
    }
}
