using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;
using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Storage.Backups;

/// <summary>What an archive holds; its first entry.</summary>
/// <param name="Engine"><c>sqlite</c> or <c>postgres</c>.</param>
/// <param name="At">When it was made, UTC.</param>
/// <param name="Migration">The newest migration of the database.</param>
/// <param name="Rows">Rows of each table, for the check after a restore.</param>
public sealed record Manifest(string Engine, DateTime At, string Migration, IReadOnlyDictionary<string, long> Rows);

/// <summary>
/// Saves database and files into one compressed archive while the server runs. The database is copied first: files are only ever
/// added, so every file that the copy names is there.
/// </summary>
public sealed class Backup(IDbContextFactory<MarketplaceDb> contexts, TimeProvider clock)
{
    internal const string ManifestName = "manifest.json";
    internal const string DatabaseName = "database";
    internal const string FilesFolder = "files/";

    /// <summary>Makes the archive; an unfinished one never carries its final name.</summary>
    /// <param name="dataFolder">The data folder; database files and logs in it are left out.</param>
    /// <param name="target">The archive to write.</param>
    /// <param name="ct">Gives up and leaves nothing behind.</param>
    public async Task<Manifest> Run(string dataFolder, string target, CancellationToken ct)
    {
        var work = Directory.CreateTempSubdirectory("marketplace-backup-").FullName;
        var unfinished = target + ".part";
        try
        {
            await using var db = await contexts.CreateDbContextAsync(ct);
            var copy = Path.Combine(work, DatabaseName);
            await db.Dialect.Save(db, copy, ct);
            var manifest = new Manifest(db.Dialect.Name, clock.GetUtcNow().UtcDateTime,
                (await db.Database.GetAppliedMigrationsAsync(ct)).Last(), await RowCounts.Of(db, ct));
            var manifestFile = Path.Combine(work, ManifestName);
            await File.WriteAllTextAsync(manifestFile, JsonSerializer.Serialize(manifest, KernelJson.Plain), ct);
            await Pack(unfinished, manifestFile, copy, dataFolder, Path.GetFullPath(target), ct);
            File.Move(unfinished, target, overwrite: true);
            return manifest;
        }
        finally
        {
            File.Delete(unfinished);
            Directory.Delete(work, recursive: true);
        }
    }

    private static async Task Pack(string target, string manifest, string copy, string dataFolder, string self, CancellationToken ct)
    {
        await using var file = File.Create(target);
        await using var zip = new GZipStream(file, CompressionLevel.Fastest);
        await using var tar = new TarWriter(zip);
        await tar.WriteEntryAsync(manifest, ManifestName, ct);
        await tar.WriteEntryAsync(copy, DatabaseName, ct);
        foreach (var path in Directory.EnumerateFiles(dataFolder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var name = Path.GetRelativePath(dataFolder, path).Replace('\\', '/');
            if (IsKept(name) && Path.GetFullPath(path) is var full && full != self && full != Path.GetFullPath(target))
                await tar.WriteEntryAsync(path, FilesFolder + name, ct);
        }
    }

    private static bool IsKept(string name) =>
        !name.StartsWith("marketplace.db", StringComparison.Ordinal) && !name.StartsWith("logs/", StringComparison.Ordinal)
        && !name.StartsWith("tmp/", StringComparison.Ordinal);
}
