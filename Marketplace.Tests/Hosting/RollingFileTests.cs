using Marketplace.Web.Hosting.Logs;

namespace Marketplace.Tests.Hosting;

public sealed class RollingFileTests
{
    [Fact]
    public void Only_so_many_files_of_so_many_bytes_are_kept_and_the_newest_line_is_in_the_first()
    {
        var folder = Directory.CreateTempSubdirectory("marketplace-log-").FullName;
        try
        {
            using (var file = new RollingFile(folder, bytes: 1000, files: 3))
                for (var i = 0; i < 200; i++)
                {
                    file.WriteLine($"line {i} {new string('x', 40)}");
                    file.Flush();
                }
            var files = new DirectoryInfo(folder).GetFiles();
            Assert.InRange(files.Length, 2, 3);
            Assert.All(files, f => Assert.InRange(f.Length, 0, 1100));
            var newest = string.Concat(File.ReadAllText(Path.Combine(folder, "marketplace.log")), File.ReadAllText(Path.Combine(folder, "marketplace.1.log")));
            Assert.Contains("line 199", newest);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
