using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Marketplace.Core.Kernel;
using Marketplace.Core.Operations;
using Marketplace.Core.Storage;
using Marketplace.Tests.Kit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace Marketplace.Tests.Hosting;

/// <summary>Two running servers on one PostgreSQL database: what is committed once is told on both, within a second.</summary>
public sealed class TwoNodesTests(ITestOutputHelper output)
{
    private const int Rounds = 10;

    [Fact]
    public async Task News_reaches_the_open_pages_of_both_nodes_within_a_second_and_is_told_by_one()
    {
        var connection = await PostgresCluster.NewDatabase();
        using var a = await Node.Start(connection);
        using var b = await Node.Start(connection);
        using var pageOnA = await a.Listen();
        using var pageOnB = await b.Listen();

        await using var services = new ServiceCollection().AddLogging().AddKernel().AddStorage(connection).AddOperations()
            .AddSingleton<IAuditHead>(new AuditHeadFile(Path.GetTempFileName(), TimeProvider.System)).BuildServiceProvider();
        List<TimeSpan> took = [];
        for (var i = 0; i < Rounds; i++)
        {
            await services.GetRequiredService<SayStatus>().Run(new($"notice {i}", Guid.NewGuid()), Actor.System("test"), default);
            var watch = Stopwatch.StartNew();
            var (onA, onB) = (await pageOnA.Next(), await pageOnB.Next());
            took.Add(watch.Elapsed);
            Assert.Equal(onA.EventId, onB.EventId);
            if (i > 0) // A notice that stood was taken down first, which is an event of its own.
                Assert.Equal((await pageOnA.Next()).EventId, (await pageOnB.Next()).EventId);
        }
        took.Sort();
        output.WriteLine($"Median of {Rounds}: {took[Rounds / 2].TotalMilliseconds:F0} ms, slowest {took[^1].TotalMilliseconds:F0} ms");
        // The event is committed by a third program, so it also waits for a node to look (up to half a second). A busy build machine
        // may hold up a single one; the usual one must not.
        Assert.True(took[Rounds / 2] < TimeSpan.FromSeconds(1), $"Half of the news took {took[Rounds / 2].TotalMilliseconds:F0} ms or more.");
        Assert.True(took[^1] < TimeSpan.FromSeconds(5), $"The slowest news took {took[^1].TotalMilliseconds:F0} ms.");

        // Both nodes have the chores, and share one record of each.
        await using var db = await services.GetRequiredService<IDbContextFactory<MarketplaceDb>>().CreateDbContextAsync();
        Assert.Contains("seal-audit", await db.Chores.Select(c => c.Name).ToListAsync());
        Assert.Equal(0, await db.Outbox.CountAsync(m => m.Attempts > 1));
    }

    private sealed class Node : IDisposable
    {
        private readonly Process _process;
        private readonly HttpClient _http;
        private readonly string _folder;

        private Node(Process process, HttpClient http, string folder) => (_process, _http, _folder) = (process, http, folder);

        public static async Task<Node> Start(string connection)
        {
            var folder = Directory.CreateTempSubdirectory("marketplace-node-").FullName;
            var port = FreePort();
            var program = typeof(Web.Hosting.Settings).Assembly.Location;
            var start = new ProcessStartInfo("dotnet", [program]) { WorkingDirectory = folder, RedirectStandardOutput = true };
            start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
            start.Environment["PORT"] = port.ToString();
            start.Environment["DATA"] = folder;
            start.Environment["ConnectionStrings__Marketplace"] = connection;
            var process = Process.Start(start)!;
            process.OutputDataReceived += (_, _) => { }; // The log goes to the node's own file; a full pipe would stop it.
            process.BeginOutputReadLine();
            var http = new HttpClient { BaseAddress = new Uri($"http://localhost:{port}"), Timeout = Timeout.InfiniteTimeSpan };
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            using var knock = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
            while (await knock.WaitForNextTickAsync(patience.Token))
            {
                if (process.HasExited) throw new InvalidOperationException($"The node ended with {process.ExitCode}.");
                try
                {
                    if ((await http.GetAsync("/health/ready", patience.Token)).IsSuccessStatusCode) break;
                }
                catch (HttpRequestException)
                {
                    // Not listening yet.
                }
            }
            return new Node(process, http, folder);
        }

        public async Task<Page> Listen()
        {
            var page = new Page(new StreamReader(await _http.GetStreamAsync($"/live/{StatusNoticeChanged.Topic}")));
            Assert.Equal(LiveNews.Missed, (await page.Next()).EventType);
            return page;
        }

        public void Dispose()
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
            _http.Dispose();
            Directory.Delete(_folder, recursive: true);
        }

        private static int FreePort()
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
    }

    private sealed class Page(StreamReader stream) : IDisposable
    {
        public async Task<LiveNews> Next()
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            while (await stream.ReadLineAsync(patience.Token) is { } line)
                if (line.StartsWith("data: ", StringComparison.Ordinal))
                    return JsonSerializer.Deserialize<LiveNews>(line[6..], JsonSerializerOptions.Web)!;
            throw new InvalidOperationException("The stream ended.");
        }

        public void Dispose() => stream.Dispose();
    }
}
