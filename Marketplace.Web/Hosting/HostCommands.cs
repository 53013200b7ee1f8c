using System.Data.Common;
using System.Text.RegularExpressions;
using Marketplace.Core.Storage.Backups;

namespace Marketplace.Web.Hosting;

/// <summary>What the server does once, instead of serving: <c>--migrate</c>, <c>--backup FILE</c>, <c>--restore FILE</c>.</summary>
public static partial class HostCommands
{
    private const string Usage = "Commands: --migrate, --backup FILE, --restore FILE. A setting is written --Section:Name=value.";

    /// <summary>Runs the command that the arguments name. What cannot be done is said in one line, with exit code 1.</summary>
    /// <returns>Whether there was one; the caller then ends.</returns>
    public static async Task<bool> Run(WebApplication app, string[] arguments)
    {
        try
        {
            return await Do(app, arguments);
        }
        catch (Exception refusal) when (refusal is InvalidOperationException or IOException or UnauthorizedAccessException or DbException)
        {
            // A full folder, a damaged archive, no database: the operator's to mend, so a sentence and not a crash.
            app.Logger.LogDebug(refusal, "The command was refused");
            await Console.Error.WriteLineAsync(Breaks().Replace(refusal.Message.Trim(), " "));
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
                // A command misspelt must not start a server in its place.
                if (!arguments.All(a => Setting().IsMatch(a))) throw new InvalidOperationException($"Not understood: {string.Join(' ', arguments)}. {Usage}");
                return false;
        }
    }

    private static void Say(string what, string file, Manifest manifest) =>
        Console.WriteLine($"{what} {file}: {manifest.Rows.Values.Sum()} rows in {manifest.Rows.Count} tables, version {manifest.Migration}.");

    [GeneratedRegex("^(--|/)[^=]+=")]
    private static partial Regex Setting();

    [GeneratedRegex(@"\s*[\r\n]+\s*")]
    private static partial Regex Breaks();
}
