namespace Marketplace.Web.Hosting;

/// <summary>Refuses to start a production server with settings that are only meant for a demonstration.</summary>
public static class ProductionGuard
{
    // Each of these is harmless on a developer's machine and a hole on a public one.
    private static readonly (string Key, string Why)[] Unsafe =
    [
        ("Demo:On", "the demo accounts have passwords that everybody knows"),
        ("Rails:Sandbox", "the sandbox only pretends to move money"),
        ("Rails:AllowPrivate", "wallet addresses could reach machines inside the network"),
        ("DetailedErrors", "error pages would show the inside of the server"),
    ];

    /// <summary>Checks the settings.</summary>
    /// <exception cref="InvalidOperationException">An unsafe setting is on in production; the message names all of them.</exception>
    public static void RefuseUnsafe(IConfiguration configuration, IHostEnvironment environment)
    {
        if (!environment.IsProduction()) return;
        List<string> problems = [.. Unsafe.Where(u => configuration.GetValue<bool>(u.Key)).Select(u => $"{u.Key} is on: {u.Why}.")];
        if (configuration.AsEnumerable().Any(pair => pair.Key.EndsWith(":AllowPrivateStreams", StringComparison.OrdinalIgnoreCase)
            && bool.TryParse(pair.Value, out var isOn) && isOn))
            problems.Add("AllowPrivateStreams is on: station addresses could reach machines inside the network.");
        if (configuration["AllowedHosts"] is null or "" or "*")
            problems.Add("AllowedHosts names no host: links in e-mails could be made to lead elsewhere.");
        if (configuration.GetConnectionString("Marketplace") is { } connection && connection.Contains("Password=change-me", StringComparison.OrdinalIgnoreCase))
            problems.Add("The database password is the one of the example.");
        if (problems.Count > 0)
            throw new InvalidOperationException($"Not started, unsafe for production: {string.Join(" ", problems)}");
    }
}
