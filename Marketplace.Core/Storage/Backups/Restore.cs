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
    /// <exception cref="InvalidOperationException">The archive is damaged or of another engine, the place is not empty, or the counts differ.</exception>
    public async Task<Manifest> Run(string archive, string dataFolder, CancellationToken ct)
    {
        var work = Directory.CreateTempSubdirectory("marketplace-restore-").FullName;
        try
        {
            var manifest = await Unpack(archive, work, ct);
            var files = Path.Combine(work, Backup.FilesFolder);
            if (FilesIn(files).FirstOrDefault(name => File.Exists(Path.Combine(dataFolder, name))) is { } present)
                throw new InvalidOperationException($"{Path.Combine(dataFolder, present)} exists; restore into an empty data folder.");
            await using var db = await contexts.CreateDbContextAsync(ct);
            if (manifest.Engine != db.Dialect.Name)
                throw new InvalidOperationException($"The archive is of {manifest.Engine}, this installation uses {db.Dialect.Name}.");
            await db.Dialect.Load(db, Path.Combine(work, Backup.DatabaseName), ct);
            foreach (var name in FilesIn(files)) Move(Path.Combine(files, name), Path.Combine(dataFolder, name));

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

    private static async Task<Manifest> Unpack(string archive, string work, CancellationToken ct)
    {
        await using var file = File.OpenRead(archive);
        try
        {
            await using (var zip = new GZipStream(file, CompressionMode.Decompress))
                await TarFile.ExtractToDirectoryAsync(zip, work, overwriteFiles: false, ct);
            var text = await File.ReadAllTextAsync(Path.Combine(work, Backup.ManifestName), ct);
            if (JsonSerializer.Deserialize<Manifest>(text, KernelJson.Plain) is { } manifest && File.Exists(Path.Combine(work, Backup.DatabaseName)))
                return manifest;
            throw new InvalidDataException("The archive has no database.");
        }
        catch (Exception damage) when (damage is InvalidDataException or EndOfStreamException or FileNotFoundException or JsonException)
        {
            throw new InvalidOperationException($"{archive} is not an archive made by a backup, or it is damaged: {damage.Message}", damage);
        }
    }

    private static List<string> FilesIn(string folder) => !Directory.Exists(folder) ? []
        : [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder, path))];

    private static void Move(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        File.Move(from, to);
    }
}
