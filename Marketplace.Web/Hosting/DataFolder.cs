using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Web.Hosting;

/// <summary>Where this installation keeps its data.</summary>
public static class DataFolder
{
    /// <summary>The data folder: setting <c>Data</c> (environment variable <c>DATA</c>), by default <c>data</c> in the working directory. Made if missing.</summary>
    public static string DataPath(this IConfiguration configuration) =>
        Directory.CreateDirectory(configuration["Data"] is { Length: > 0 } path ? path : "data").FullName;

    /// <summary>The database: connection string <c>Marketplace</c>, by default a SQLite file in the data folder.</summary>
    public static string Connection(this IConfiguration configuration) =>
        configuration.GetConnectionString("Marketplace") is { Length: > 0 } given
            ? given
            : Path.Combine(configuration.DataPath(), "marketplace.db");

    /// <summary>Where people reach this installation: setting <c>PublicUrl</c>. Links in mails begin with it; it is never taken from a request.</summary>
    public static Uri PublicUrl(this IConfiguration configuration) =>
        new(configuration["PublicUrl"] is { Length: > 0 } url ? url : $"http://localhost:{configuration["PORT"] ?? "8080"}");

    /// <summary>Brings the database to the newest version.</summary>
    public static async Task Migrate(this IServiceProvider services, CancellationToken ct)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<MarketplaceDb>>().CreateDbContextAsync(ct);
        await db.Upgrade(ct);
    }
}
