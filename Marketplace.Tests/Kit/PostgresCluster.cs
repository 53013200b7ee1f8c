using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Marketplace.Tests.Kit;

/// <summary>A private PostgreSQL cluster in a temporary folder, started once per test run and stopped at its end.</summary>
public static class PostgresCluster
{
    private static readonly Lazy<Task<string>> Cluster = new(Start);

    /// <summary>Whether the use-case suite is to run on PostgreSQL.</summary>
    public static bool IsWanted => Environment.GetEnvironmentVariable("MARKETPLACE_TEST_ENGINE") == "postgres";

    /// <summary>Connection string of a new database.</summary>
    /// <param name="template">Name of the database that it begins as; nobody may be connected to it. Empty without one.</param>
    public static async Task<string> NewDatabase(string template = "template0")
    {
        var server = await Cluster.Value;
        var name = "t" + Guid.NewGuid().ToString("N");
        await using var connection = new NpgsqlConnection(server + ";Database=postgres");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"CREATE DATABASE {name} TEMPLATE {template} ENCODING 'UTF8'"; // The names are our own hex digits.
        await command.ExecuteNonQueryAsync();
        return $"{server};Database={name};Maximum Pool Size=20;Pooling=true;Connection Idle Lifetime=5;Connection Pruning Interval=1";
    }

    private static async Task<string> Start()
    {
        var binaries = Directory.GetDirectories("/usr/lib/postgresql").OrderBy(d => d).Last() + "/bin/";
        var folder = Directory.CreateTempSubdirectory("marketplace-pg-").FullName;
        var port = FreePort();
        // The server refuses to run as root, so a root test run hands it to the package's own user.
        var asRoot = Environment.UserName == "root";
        if (asRoot) await Run("chown", ["postgres", folder], false);
        await Run(binaries + "initdb", ["-D", folder + "/data", "-U", "test", "-A", "trust", "--no-sync", "-E", "UTF8"], asRoot);
        await Run(binaries + "pg_ctl", ["-D", folder + "/data", "-w", "-l", folder + "/log", "-o",
            $"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=600", "start"], asRoot);
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            Run(binaries + "pg_ctl", ["-D", folder + "/data", "-m", "immediate", "stop"], asRoot).Wait(TimeSpan.FromSeconds(20));
            Directory.Delete(folder, recursive: true);
        };
        return $"Host=127.0.0.1;Port={port};Username=test";
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task Run(string file, string[] arguments, bool asPostgres)
    {
        var start = asPostgres
            ? new ProcessStartInfo("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", file, .. arguments])
            : new ProcessStartInfo(file, arguments);
        start.WorkingDirectory = "/tmp";
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{file} ended with {process.ExitCode}.");
    }
}
