using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Marketplace.Tests.Kit;

/// <summary>The real server as a process of its own: it can be killed at any moment and started again on the same port and data.</summary>
/// <param name="world">Whose database and files it serves.</param>
/// <param name="settings">Settings, as in appsettings.json.</param>
public sealed class ServerProcess(World world, params (string Name, string Value)[] settings) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly int _port = FreePort();
    private Process? _process;

    /// <summary>Where it is found, the same after every start.</summary>
    public Uri Address => new($"http://localhost:{_port}");

    /// <summary>Its process id while it runs.</summary>
    public int Id => _process!.Id;

    /// <summary>Starts it and waits until it is ready.</summary>
    public async Task Start()
    {
        // The server as it is shipped, compiled before, if there is one; else as the tests were built.
        var server = Environment.GetEnvironmentVariable("MARKETPLACE_SERVER") is { Length: > 0 } published ? published : typeof(Web.Hosting.Settings).Assembly.Location;
        var start = new ProcessStartInfo("dotnet", [server])
        {
            WorkingDirectory = world.Folder, RedirectStandardOutput = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["PORT"] = _port.ToString();
        // The folder and file that a world uses itself, so that a test can look at both while the server runs.
        start.Environment["DATA"] = Path.Combine(world.Folder, "data");
        start.Environment["ConnectionStrings__Marketplace"] = world.Connection;
        start.Environment["Radio__AllowPrivateStreams"] = "true";
        // A node with a name of its own takes its stations back at once; without one they wait for the end of the dead one's lease.
        start.Environment["Radio__Node"] = "only";
        foreach (var (name, value) in settings) start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, _) => { }; // The log goes to its own file; a full pipe would stop the server.
        _process.BeginOutputReadLine();
        using var http = new HttpClient { BaseAddress = Address };
        using var patience = new CancellationTokenSource(Patience);
        using var knock = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (await knock.WaitForNextTickAsync(patience.Token))
        {
            if (_process.HasExited) throw new InvalidOperationException($"The server ended with {_process.ExitCode}.");
            try
            {
                if ((await http.GetAsync("/health/ready", patience.Token)).IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
        }
    }

    /// <summary>SIGKILL: it gets no chance to tidy up.</summary>
    public void Kill()
    {
        if (_process is not { } process) return;
        process.Kill();
        process.WaitForExit();
        process.Dispose();
        _process = null;
    }

    public void Dispose() => Kill();

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
