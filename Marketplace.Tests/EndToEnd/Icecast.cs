using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Marketplace.Tests.EndToEnd;

/// <summary>A real icecast2 on loopback with a folder of its own, and ffmpeg as its source. Icecast refuses to run as root.</summary>
internal sealed class Icecast : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("marketplace-icecast-").FullName;
    private readonly List<Process> _running = [];
    private readonly int _port;

    public Icecast()
    {
        _port = FreePort();
        File.WriteAllText(ConfigPath, $"""
            <icecast>
              <limits><clients>20</clients><sources>4</sources><queue-size>524288</queue-size><burst-size>65535</burst-size></limits>
              <authentication><source-password>source</source-password><admin-user>admin</admin-user><admin-password>admin</admin-password></authentication>
              <hostname>127.0.0.1</hostname>
              <listen-socket><port>{_port}</port><bind-address>127.0.0.1</bind-address></listen-socket>
              <paths><basedir>/usr/share/icecast2</basedir><logdir>{_folder}</logdir><webroot>/usr/share/icecast2/web</webroot><adminroot>/usr/share/icecast2/admin</adminroot></paths>
              <logging><accesslog>access.log</accesslog><errorlog>error.log</errorlog><loglevel>2</loglevel></logging>
            </icecast>
            """);
        // The server runs as another user and writes its logs here.
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_folder, (UnixFileMode)511);
    }

    // Below the ports that the system hands out: another test's server could otherwise take this one before icecast does, or while it is down.
    private static int FreePort()
    {
        while (true)
        {
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, Random.Shared.Next(20_000, 30_000));
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            }
            catch (SocketException)
            {
                // Taken; another one.
            }
        }
    }

    public string Stream => $"http://127.0.0.1:{_port}/live";

    private string ConfigPath => Path.Combine(_folder, "icecast.xml");

    /// <summary>Starts the server and waits until it answers.</summary>
    public async Task<Process> Start()
    {
        string[] command = ["icecast2", "-c", ConfigPath];
        var process = Environment.UserName == "root"
            ? Run("setpriv", ["--reuid=nobody", "--regid=nogroup", "--clear-groups", .. command])
            : Run(command[0], command[1..]);
        await Answers($"http://127.0.0.1:{_port}/status-json.xsl", whatever: true);
        return process;
    }

    /// <summary>Feeds a file at its own pace and answers when it went on air, UTC.</summary>
    public async Task<DateTime> Feed(string mp3Path, bool forever = false)
    {
        Run("ffmpeg", ["-nostdin", "-v", "error", .. forever ? ["-stream_loop", "-1"] : Array.Empty<string>(), "-re", "-i", mp3Path, "-c", "copy",
            "-content_type", "audio/mpeg", "-f", "mp3", $"icecast://source:source@127.0.0.1:{_port}/live"]);
        await Answers(Stream, whatever: false);
        return DateTime.UtcNow;
    }

    public static void Stop(Process process)
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        process.WaitForExit();
    }

    private Process Run(string file, IEnumerable<string> arguments)
    {
        var process = Process.Start(new ProcessStartInfo(file, arguments) { WorkingDirectory = "/tmp" })!;
        _running.Add(process);
        return process;
    }

    private static async Task Answers(string url, bool whatever)
    {
        using var http = new HttpClient();
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await tick.WaitForNextTickAsync(limit.Token))
        {
            try
            {
                using var answer = await http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, limit.Token);
                if (whatever || answer.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // Not up yet.
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        foreach (var process in Enumerable.Reverse(_running))
        {
            Stop(process);
            process.Dispose();
        }
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
