using System.Diagnostics;
using System.IO.Compression;

namespace Marketplace.Tests.Hosting;

/// <summary>The commands of the real program, each as a process of its own.</summary>
public sealed class HostCommandTests
{
    [Fact]
    public async Task A_command_that_cannot_be_done_is_refused_in_one_line_and_leaves_everything_as_it_was()
    {
        using var place = new Place();
        var archive = place.Path("backup.tar.gz");
        await Done(place, "full", "--migrate");
        await Done(place, "full", "--backup", archive);
        await Done(place, "restored", "--restore", archive);

        var bytes = await File.ReadAllBytesAsync(archive);
        await File.WriteAllBytesAsync(place.Path("half.tar.gz"), bytes[..(bytes.Length / 2)]);
        await File.WriteAllTextAsync(place.Path("letter.txt"), "This was never an archive.");
        await using (var zip = new GZipStream(File.Create(place.Path("other.tar.gz")), CompressionLevel.Fastest)) zip.Write(new byte[1024]);

        await Task.WhenAll(
            Refused("exists; restore into an empty data folder", place, "full", "--restore", archive),
            Refused("nothing.tar.gz", place, "a", "--restore", place.Path("nothing.tar.gz")),
            Refused("damaged", place, "b", "--restore", place.Path("half.tar.gz")),
            Refused("damaged", place, "c", "--restore", place.Path("letter.txt")));
        await Task.WhenAll(
            Refused("damaged", place, "d", "--restore", place.Path("other.tar.gz")),
            Refused("Not understood: --bakcup", place, "e", "--bakcup", archive),
            Refused("Not understood: --backup.", place, "f", "--backup"),
            Refused("Commands: --migrate", place, "g", "serve"));
        Assert.Equal(bytes, await File.ReadAllBytesAsync(archive));
        Assert.All("abcdefg", name => Assert.False(File.Exists(place.Path($"{name}/marketplace.db"))));
    }

    private static async Task Done(Place place, string data, params string[] command)
    {
        var (code, said) = await Run(place, data, command);
        Assert.True(code == 0, said);
    }

    private static async Task Refused(string reason, Place place, string data, params string[] command)
    {
        var (code, said) = await Run(place, data, command);
        Assert.Equal(1, code);
        var line = Assert.Single(said.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(reason, line);
    }

    private static async Task<(int Code, string Said)> Run(Place place, string data, string[] command)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Web.Hosting.Settings).Assembly.Location, .. command])
        {
            WorkingDirectory = place.Path(""), RedirectStandardError = true, RedirectStandardOutput = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["DATA"] = place.Path(data);
        start.Environment.Remove("ConnectionStrings__Marketplace");
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var said = await process.StandardError.ReadToEndAsync();
        await output;
        await process.WaitForExitAsync();
        return (process.ExitCode, said);
    }

    private sealed class Place : IDisposable
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("marketplace-commands-").FullName;

        public string Path(string name) => System.IO.Path.Combine(_folder, name);

        public void Dispose() => Directory.Delete(_folder, recursive: true);
    }
}
