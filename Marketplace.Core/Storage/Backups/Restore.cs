using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;
using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Storage.Backups;

/// <summary>Puts an archive back into an empty place and counts the rows again.</summary>
public sealed class Restore(IDbContextFactory<MarketplaceDb> contexts)
{
    /// <summary>Restores database and files. The server must not run meanwhile.</summary>
    /// <param name="archive">An archive made by <see cref="Backup"/>.</param>
    /// <param name="dataFolder">The data folder; it may hold nothing but logs.</param>
    /// <param name="ct">Gives up; what was restored so far is then worthless.</param>
    /// <returns>The manifest; the counts were compared with it.</returns>
    /// <exception cref="InvalidOperationException">The place is not empty, the archive is of another engine, or the counts differ.</exception>
    public async Task<Manifest> Run(string archive, string dataFolder, CancellationToken ct)
    {
        var work = Directory.CreateTempSubdirectory("marketplace-restore-").FullName;
        try
        {
            await using (var file = File.OpenRead(archive))
            await using (var zip = new GZipStream(file, CompressionMode.Decompress))
                await TarFile.ExtractToDirectoryAsync(zip, work, overwriteFiles: false, ct);
            var manifest = JsonSerializer.Deserialize<Manifest>(
                await File.ReadAllTextAsync(Path.Combine(work, Backup.ManifestName), ct), KernelJson.Plain)!;

            await using var db = await contexts.CreateDbContextAsync(ct);
            if (manifest.Engine != db.Dialect.Name)
                throw new InvalidOperationException($"The archive is of {manifest.Engine}, this installation uses {db.Dialect.Name}.");
            await db.Dialect.Load(db, Path.Combine(work, Backup.DatabaseName), ct);
            CopyFiles(Path.Combine(work, Backup.FilesFolder), dataFolder);

            var rows = await RowCounts.Of(db, ct);
            var different = manifest.Rows.Where(r => rows.GetValueOrDefault(r.Key) != r.Value).Select(r => r.Key).ToList();
            return different.Count == 0
                ? manifest
                : throw new InvalidOperationException($"After the restore these tables have other row counts: {string.Join(", ", different)}.");
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private static void CopyFiles(string from, string to)
    {
        if (!Directory.Exists(from)) return;
        foreach (var path in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, path));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Move(path, target);
        }
    }
}
