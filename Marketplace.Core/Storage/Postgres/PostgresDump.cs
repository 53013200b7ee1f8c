using System.ComponentModel;
using System.Diagnostics;
using Npgsql;

namespace Marketplace.Core.Storage.Postgres;

/// <summary>Saves and loads a PostgreSQL database by the server's own programs, which must be on the path.</summary>
internal static class PostgresDump
{
    public static Task Save(string connection, string target, CancellationToken ct) =>
        Run("pg_dump", connection, ["--format=custom", "--no-owner", "--file", target], ct);

    public static Task Load(string connection, string source, CancellationToken ct) =>
        Run("pg_restore", connection, ["--no-owner", "--exit-on-error", "--single-transaction", "--dbname", Database(connection), source], ct);

    private static string Database(string connection) => new NpgsqlConnectionStringBuilder(connection).Database!;

    private static async Task Run(string program, string connection, string[] arguments, CancellationToken ct)
    {
        var server = new NpgsqlConnectionStringBuilder(connection);
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true };
        // The password travels in the environment: arguments can be read by everybody on the machine.
        start.Environment["PGHOST"] = server.Host;
        start.Environment["PGPORT"] = server.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        start.Environment["PGUSER"] = server.Username;
        start.Environment["PGDATABASE"] = server.Database;
        if (server.Password is { } password) start.Environment["PGPASSWORD"] = password;
        using var process = Begin(start);
        var said = await process.StandardError.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {said.Trim()}");
    }

    private static Process Begin(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception missing)
        {
            throw new InvalidOperationException($"{start.FileName} cannot be started: {missing.Message}", missing);
        }
    }
}
