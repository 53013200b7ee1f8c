using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Marketplace.Core.Kernel;
using Marketplace.Tests.Kit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Marketplace.Tests.Hosting;

/// <summary>What leaves the house for an OpenTelemetry collector, seen by a collector.</summary>
public sealed class TelemetryTests
{
    private const string Mail = "telltale-person@example.com", Password = "a telltale password of length", Token = "TELLTALE0TOKEN";

    [Fact]
    public async Task Traces_and_measurements_arrive_with_their_names_and_without_people_or_secrets()
    {
        await using var collector = await Collector.Start();
        await using (var host = WebHost.New(null, ("Telemetry:Endpoint", collector.Address), ("Telemetry:Service", "telltale-house")))
        {
            await host.Person(Mail, Capability.Fan);
            var client = await host.SignedInClient(Mail);
            (await client.GetAsync("/account")).EnsureSuccessStatusCode();
            await host.Guest().Submit("/sign-in", "sign-in", ("Form.Email", Mail), ("Form.Password", Password));
            await host.Guest().GetAsync($"/confirm-email?token={Token}");
            await host.Guest().Submit("/register", "register", ("Form.Email", "other-" + Mail), ("Form.DisplayName", "Telltale Name"), ("Form.Password", Password));
        }

        var (traces, measurements) = (collector.Text("Trace"), collector.Text("Metrics"));
        foreach (var name in (string[])["telltale-house", "CheckPassword", "RegisterPerson", "told PersonRegistered", "http.route", "GET /account", "POST /sign-in", "marketplace.outcome"])
            Assert.Contains(name, traces);
        foreach (var name in (string[])["telltale-house", "http.server.request.duration", "dotnet.process.memory.working_set"])
            Assert.Contains(name, measurements);
        foreach (var secret in (string[])["telltale-person", "telltale password", Token, "Telltale Name", WebHost.Password])
        {
            Assert.DoesNotContain(secret, traces, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(secret, measurements, StringComparison.OrdinalIgnoreCase);
        }
    }

    /// <summary>Takes OTLP over gRPC: remembers the messages and says that all is well.</summary>
    private sealed class Collector(WebApplication app) : IAsyncDisposable
    {
        private readonly ConcurrentQueue<(string Path, byte[] Message)> _messages = new();

        public string Address => app.Urls.Single();

        // Names and values stand in the messages as they are; what lies between them does not matter here.
        public string Text(string kind) => string.Join('\n', _messages.Where(m => m.Path.Contains(kind + "Service", StringComparison.Ordinal))
            .Select(m => Encoding.UTF8.GetString(m.Message)));

        public static async Task<Collector> Start()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, line => line.Protocols = HttpProtocols.Http2));
            var collector = new Collector(builder.Build());
            await collector.Listen();
            return collector;
        }

        private Task Listen()
        {
            app.Run(async http =>
            {
                using var body = new MemoryStream();
                await http.Request.Body.CopyToAsync(body);
                _messages.Enqueue((http.Request.Path, body.ToArray()));
                http.Response.ContentType = "application/grpc";
                await http.Response.Body.WriteAsync(new byte[5]); // An empty answer in its frame.
                http.Response.AppendTrailer("grpc-status", "0");
            });
            return app.StartAsync();
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();
    }
}
