using Marketplace.Core.Payments.Rails;
using Marketplace.Core.Payments.Rails.Sandbox;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Marketplace.Web.Features.Payments.Rails;

/// <summary>Carries the sandbox's messages to this server's own inbox, over real HTTP as every rail does.</summary>
public sealed class SandboxCourierService(
    SandboxCourier courier, FaultDial dial, RailsOptions options, IServer server, IHostApplicationLifetime lifetime, ILogger<SandboxCourierService> log)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Sandbox) return;
        await Started(stoppingToken);
        if (Own(server) is not { } own) return; // An in-memory test server has no door to knock at.

        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false })
        {
            BaseAddress = own, Timeout = TimeSpan.FromSeconds(10),
        };
        using var timer = new PeriodicTimer(Pause);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                dial.Refresh();
                await courier.Deliver((path, signature, body, ct) => Post(http, path, signature, body, ct), 50, stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning(failure, "The sandbox's messages could not be carried; trying again");
            }
        }
    }

    private async Task Started(CancellationToken ct)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(ct);
    }

    private static async Task<int> Post(HttpClient http, string path, string signature, byte[] body, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.TryAddWithoutValidation(SandboxRail.SignatureHeader, signature);
        try
        {
            using var answer = await http.SendAsync(request, ct);
            return (int)answer.StatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            return 0;
        }
    }

    // The server listens under names such as http://+:8080; knocking needs an address.
    private static Uri? Own(IServer server) => server.Features.Get<IServerAddressesFeature>()?.Addresses
        .Select(a => a.Replace("://+", "://localhost", StringComparison.Ordinal).Replace("://*", "://localhost", StringComparison.Ordinal)
            .Replace("://[::]", "://localhost", StringComparison.Ordinal).Replace("://0.0.0.0", "://localhost", StringComparison.Ordinal))
        .Where(a => a.StartsWith("http://", StringComparison.OrdinalIgnoreCase) && Uri.IsWellFormedUriString(a, UriKind.Absolute))
        .Select(a => new Uri(a)).FirstOrDefault(a => a.Port > 0 && server.GetType().Name != "TestServer");
}
