using System.Diagnostics;
using Marketplace.Core.Kernel;
using Marketplace.Core.Operations;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Web.Hosting.Health;

/// <summary>Whether the database answers.</summary>
public sealed class DatabaseProbe(IDbContextFactory<MarketplaceDb> contexts) : IHealthProbe
{
    /// <inheritdoc/>
    public async Task<HealthFinding> Look(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var answers = await db.Database.CanConnectAsync(ct);
        return new HealthFinding("Database", answers ? HealthState.Fine : HealthState.Down,
            answers ? "Answers." : "Does not answer. Check the connection string and the database server.")
        { IsPublic = true };
    }
}

/// <summary>Whether events are told in time.</summary>
public sealed class OutboxProbe(OperationsQueries queries) : IHealthProbe
{
    /// <summary>Events that wait longer than this mean that nobody tells them any more.</summary>
    public static readonly TimeSpan LongestLag = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public async Task<HealthFinding> Look(CancellationToken ct)
    {
        var outbox = await queries.Outbox(ct);
        if (outbox.Lag > LongestLag)
            return Finding(HealthState.Down, "The oldest event has waited for {0} seconds.", (int)outbox.Lag.TotalSeconds);
        return outbox.Aside > 0
            ? Finding(HealthState.Degraded, "{0} events were put aside after many tries. Look at them on the page Events.", outbox.Aside)
            : Finding(HealthState.Fine, "{0} events wait.", outbox.Waiting);
    }

    private static HealthFinding Finding(HealthState state, string detail, int number) =>
        new("Events", state, detail) { Arguments = [number], IsPublic = true };
}

/// <summary>Whether every chore succeeded lately: the dead-man alarm.</summary>
public sealed class ChoresProbe(OperationsQueries queries) : IHealthProbe
{
    /// <inheritdoc/>
    public async Task<HealthFinding> Look(CancellationToken ct)
    {
        var silent = (await queries.Chores(Actor.System("health"), ct)).Where(c => c.IsSilent).Select(c => c.Record.Name).ToList();
        return silent.Count == 0
            ? new HealthFinding("Chores", HealthState.Fine, "All of them ran in time.") { IsPublic = true }
            : new HealthFinding("Chores", HealthState.Degraded, "Silent for too long: {0}.") { Arguments = [string.Join(", ", silent)], IsPublic = true };
    }
}

/// <summary>Whether there is room for recordings and evidence.</summary>
public sealed class DiskProbe(IConfiguration configuration) : IHealthProbe
{
    private const long Gibibyte = 1024L * 1024 * 1024;

    /// <inheritdoc/>
    public Task<HealthFinding> Look(CancellationToken ct)
    {
        var free = new DriveInfo(configuration.DataPath()).AvailableFreeSpace;
        var state = free < Gibibyte / 4 ? HealthState.Down : free < 2 * Gibibyte ? HealthState.Degraded : HealthState.Fine;
        var finding = new HealthFinding("Disk", state, "{0} GiB are free where the data is kept.")
        {
            Arguments = [Math.Round(free / (decimal)Gibibyte, 1)],
        };
        return Task.FromResult(finding);
    }
}

/// <summary>Whether a program that the server calls is installed.</summary>
/// <param name="name">What people call it.</param>
/// <param name="without">What does not work without it, in English; also the translation key.</param>
/// <param name="programs">Any of these on the path is enough.</param>
public sealed class ProgramProbe(string name, string without, params string[] programs) : IHealthProbe
{
    /// <inheritdoc/>
    public Task<HealthFinding> Look(CancellationToken ct)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var found = programs.SelectMany(program => folders.Select(folder => Path.Combine(folder, program))).FirstOrDefault(File.Exists);
        return Task.FromResult(found is null
            ? new HealthFinding(name, HealthState.Degraded, without)
            : new HealthFinding(name, HealthState.Fine, "Found: {0}") { Arguments = [found] });
    }
}

/// <summary>Whether statements can be printed in Latin and Chinese letters and with the sign ₵.</summary>
public sealed class FontsProbe : IHealthProbe
{
    // fc-list knows every installed font; the two families are those that the reports name.
    private static readonly string[] Families = ["Noto Sans", "Noto Sans CJK SC"];

    /// <inheritdoc/>
    public async Task<HealthFinding> Look(CancellationToken ct)
    {
        List<string> missing = [];
        foreach (var family in Families)
            if (!await IsInstalled(family, ct)) missing.Add(family);
        return missing.Count == 0
            ? new HealthFinding("Fonts", HealthState.Fine, "Latin and Chinese letters can be printed.")
            : new HealthFinding("Fonts", HealthState.Degraded, "Missing: {0}. Install fonts-noto-core and fonts-noto-cjk.")
            {
                Arguments = [string.Join(", ", missing)],
            };
    }

    private static async Task<bool> IsInstalled(string family, CancellationToken ct)
    {
        try
        {
            using var list = Process.Start(new ProcessStartInfo("fc-list", [family]) { RedirectStandardOutput = true })!;
            var found = await list.StandardOutput.ReadToEndAsync(ct);
            await list.WaitForExitAsync(ct);
            return found.Length > 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false; // Without fontconfig Chromium finds no font either.
        }
    }
}
