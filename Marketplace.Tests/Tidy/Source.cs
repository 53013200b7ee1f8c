namespace Marketplace.Tests.Tidy;

/// <summary>The project's own files, for tests that read them.</summary>
public static class Source
{
    private static readonly string[] Made = ["/bin/", "/obj/", "/Migrations/", "/_framework/", "/artifacts/", "/data/"];

    /// <summary>The top folder.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A file by its path from the top.</summary>
    public static string File(string path) => Path.Combine(Root, path);

    /// <summary>Written files below a folder; paths from the top.</summary>
    public static IEnumerable<(string Path, string Text)> Files(string folder, params string[] endings) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*", SearchOption.AllDirectories)
            .Select(path => (Full: path, Path: Path.GetRelativePath(Root, path).Replace('\\', '/')))
            .Where(f => endings.Any(e => f.Path.EndsWith(e, StringComparison.Ordinal)) && !Made.Any(m => ("/" + f.Path).Contains(m, StringComparison.Ordinal)))
            .Select(f => (f.Path, System.IO.File.ReadAllText(f.Full)));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!System.IO.File.Exists(Path.Combine(folder.FullName, "Marketplace.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
