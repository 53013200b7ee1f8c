namespace Marketplace.Web.Hosting.Health;

/// <summary>How bad a finding is.</summary>
public enum HealthState
{
    /// <summary>All right.</summary>
    Fine,
    /// <summary>Something is missing or late; the rest works.</summary>
    Degraded,
    /// <summary>The server cannot do its work.</summary>
    Down,
}

/// <summary>What a probe found.</summary>
/// <param name="Name">What was looked at, in English; also the translation key.</param>
/// <param name="State">How bad it is.</param>
/// <param name="Detail">What is missing and what to do, in English; also the translation key.</param>
public sealed record HealthFinding(string Name, HealthState State, string Detail)
{
    /// <summary>What is put into the detail's {0}, {1} … after translation.</summary>
    public object[] Arguments { get; init; } = [];

    /// <summary>Whether visitors are told on the status page, or only the house.</summary>
    public bool IsPublic { get; init; }
}

/// <summary>Looks at one thing that the server needs. Each feature adds its own with <c>AddSingleton&lt;IHealthProbe, …&gt;()</c>.</summary>
public interface IHealthProbe
{
    /// <summary>Looks now; quick, and without changing anything. A probe that throws counts as down.</summary>
    Task<HealthFinding> Look(CancellationToken ct);
}

/// <summary>Asks all probes.</summary>
public sealed class HealthReport(IEnumerable<IHealthProbe> probes, ILogger<HealthReport> log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>What all probes find now, worst first.</summary>
    public async Task<IReadOnlyList<HealthFinding>> Look(CancellationToken ct) =>
        [.. (await Task.WhenAll(probes.Select(probe => Look(probe, ct)))).OrderByDescending(finding => finding.State)];

    private async Task<HealthFinding> Look(IHealthProbe probe, CancellationToken ct)
    {
        try
        {
            return await probe.Look(ct).WaitAsync(Patience, ct);
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            log.LogError(failure, "Health probe {Probe} failed", probe.GetType().Name);
            return new HealthFinding(probe.GetType().Name, HealthState.Down, "The check itself failed; the log says why.");
        }
    }
}
