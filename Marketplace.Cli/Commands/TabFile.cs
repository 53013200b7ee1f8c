namespace Marketplace.Cli.Commands;

/// <summary>Reads the lists that the audio commands take: two columns, id and path, parted by a tab.</summary>
internal static class TabFile
{
    public static async Task<IReadOnlyList<(string Id, string Path)>> Read(string path, CancellationToken ct)
    {
        if (!File.Exists(path)) throw new CommandException($"There is no file {path}.");
        var rows = new List<(string, string)>();
        foreach (var line in await File.ReadAllLinesAsync(path, ct))
        {
            if (line.Length == 0) continue;
            if (line.Split('\t') is not [{ Length: > 0 } id, { Length: > 0 } file, ..])
                throw new CommandException($"{path}, line {rows.Count + 1}: expected an id, a tab and a path.");
            rows.Add((id, file));
        }
        return rows;
    }
}
