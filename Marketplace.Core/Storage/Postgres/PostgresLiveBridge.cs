using System.Text;
using System.Text.Json;
using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Marketplace.Core.Storage.Postgres;

/// <summary>
/// Carries news between nodes by LISTEN and NOTIFY: one listening connection per node. Only ids and topics travel. What is told while a
/// connection is down is lost, so after a gap every page is told to look again.
/// </summary>
public sealed class PostgresLiveBridge(
    IDbContextFactory<MarketplaceDb> contexts, LiveFeed feed, TimeProvider clock, ILogger<PostgresLiveBridge> log) : ILiveBridge
{
    private const string Channel = "marketplace_live";
    private const int LargestPayload = 7900; // The server refuses 8000 bytes.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly Guid _node = Guid.NewGuid();

    private sealed record Letter(Guid Node, IReadOnlyList<LiveNews> News);

    /// <inheritdoc/>
    public async Task Tell(IReadOnlyList<LiveNews> news, CancellationToken ct)
    {
        // Our own pages do not wait for the database.
        foreach (var one in news) await feed.Publish(one, log);
        await using var db = await contexts.CreateDbContextAsync(ct);
        foreach (var letter in Letters(_node, news))
            await db.Database.ExecuteSqlAsync($"SELECT pg_notify({Channel}, {letter})", ct);
    }

    /// <inheritdoc/>
    public async Task Listen(CancellationToken ct)
    {
        for (var isFirst = true; !ct.IsCancellationRequested; isFirst = false)
        {
            try
            {
                await ListenOnce(isFirst, ct);
            }
            catch (Exception failure) when (!ct.IsCancellationRequested)
            {
                log.LogWarning(failure, "The line to the other nodes is down; trying again");
                await Task.Delay(Pause, clock, ct);
            }
        }
    }

    private async Task ListenOnce(bool isFirst, CancellationToken ct)
    {
        string connectionString;
        await using (var db = await contexts.CreateDbContextAsync(ct)) connectionString = db.Database.GetConnectionString()!;
        // Its own connection, with a sign of life every ten seconds so that a dead line is noticed.
        var own = new NpgsqlConnectionStringBuilder(connectionString) { KeepAlive = 10, Pooling = false, ApplicationName = "marketplace-live" };
        await using var connection = new NpgsqlConnection(own.ConnectionString);
        await connection.OpenAsync(ct);
        Queue<string> arrived = [];
        connection.Notification += (_, notice) => arrived.Enqueue(notice.Payload);
        await using (var listen = new NpgsqlCommand("LISTEN marketplace_live", connection)) await listen.ExecuteNonQueryAsync(ct);
        if (!isFirst) await feed.PublishMissed();
        while (true)
        {
            await connection.WaitAsync(ct);
            while (arrived.TryDequeue(out var payload)) await Publish(payload);
        }
    }

    private async Task Publish(string payload)
    {
        var letter = JsonSerializer.Deserialize<Letter>(payload, KernelJson.Plain)!;
        if (letter.Node == _node) return;
        foreach (var one in letter.News) await feed.Publish(one, log);
    }

    /// <summary>Packs news into payloads that the server takes.</summary>
    internal static IEnumerable<string> Letters(Guid node, IReadOnlyList<LiveNews> news)
    {
        var letter = JsonSerializer.Serialize(new Letter(node, news), KernelJson.Plain);
        if (news.Count == 1 || Encoding.UTF8.GetByteCount(letter) <= LargestPayload) return [letter];
        var half = news.Count / 2;
        return [.. Letters(node, [.. news.Take(half)]), .. Letters(node, [.. news.Skip(half)])];
    }
}
