using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Storage.Postgres;

/// <summary>The tables in PostgreSQL, for more than one node.</summary>
public sealed class PostgresDb(DbContextOptions<PostgresDb> options) : MarketplaceDb(options)
{
    /// <inheritdoc/>
    public override IDialect Dialect => PostgresDialect.Instance;

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder conventions)
    {
        base.ConfigureConventions(conventions);
        conventions.Properties<DateTime>().HaveConversion<UtcConverter>().HaveColumnType("timestamp with time zone");
    }
}
