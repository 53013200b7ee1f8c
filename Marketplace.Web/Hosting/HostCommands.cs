using Marketplace.Core.Storage.Backups;

namespace Marketplace.Web.Hosting;

/// <summary>What the server does once, instead of serving: <c>--migrate</c>, <c>--backup FILE</c>, <c>--restore FILE</c>.</summary>
public static class HostCommands
{
    /// <summary>Runs the command that the arguments name.</summary>
    /// <returns>Whether there was one; the caller then ends.</returns>
    public static async Task<bool> Run(WebApplication app, string[] arguments)
    {
        try
        {
            return await Do(app, arguments);
        }
        catch (Exception refusal) when (refusal is InvalidOperationException or IOException)
        {
            // A folder that is not empty, or an archive of the other engine, is said in one line and not as a crash.
            await Console.Error.WriteLineAsync(refusal.Message);
            Environment.ExitCode = 1;
            return true;
        }
    }

    private static async Task<bool> Do(WebApplication app, string[] arguments)
    {
        var ct = app.Lifetime.ApplicationStopping;
        await using var scope = app.Services.CreateAsyncScope();
        switch (arguments)
        {
            case ["--migrate"]:
                await app.Services.Migrate(ct);
                Console.WriteLine("The database is at the newest version.");
                return true;
            case ["--backup", var file]:
                Say("Saved", file, await scope.ServiceProvider.GetRequiredService<Backup>().Run(app.Configuration.DataPath(), file, ct));
                return true;
            case ["--restore", var file]:
                Say("Restored", file, await scope.ServiceProvider.GetRequiredService<Restore>().Run(file, app.Configuration.DataPath(), ct));
                return true;
            default:
                return false;
        }
    }

    private static void Say(string what, string file, Manifest manifest) =>
        Console.WriteLine($"{what} {file}: {manifest.Rows.Values.Sum()} rows in {manifest.Rows.Count} tables, version {manifest.Migration}.");
}
