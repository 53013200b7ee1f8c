using System.Net;
using System.Text.Json;
using Marketplace.Core.Kernel;
using Marketplace.Tests.Kit;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace Marketplace.Tests.Hosting;

/// <summary>What every answer of the running application carries, and who may knock where.</summary>
public sealed class DoorsTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Every_route_has_a_policy_or_says_that_it_is_for_everybody()
    {
        await using var host = WebHost.New();
        _ = host.Guest();
        List<string> undecided = [], open = [];
        foreach (var endpoint in host.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>())
        {
            var route = "/" + endpoint.RoutePattern.RawText?.TrimStart('/');
            if (endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null) open.Add(route);
            else if (endpoint.Metadata.GetMetadata<IAuthorizeData>() is null) undecided.Add(route);
        }
        output.WriteLine("For everybody:\n" + string.Join('\n', open.Where(r => !IsAsset(r)).Distinct().Order()));
        // The development server's way to files that are not built in; the default policy closes it.
        Assert.Empty(undecided.Distinct().Except(["/{**path:file}"]));
        Assert.DoesNotContain(open, r => r.StartsWith("/admin", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_answer_carries_the_security_headers_and_a_fresh_nonce()
    {
        await using var host = WebHost.New();
        var (first, second) = (await host.Guest().GetAsync("/status"), await host.Guest().GetAsync("/status"));
        var policy = Assert.Single(first.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("script-src 'self' 'nonce-", policy);
        Assert.DoesNotContain("'unsafe-inline'", policy.Split(';').Single(p => p.Trim().StartsWith("script-src")));
        foreach (var rule in new[] { "object-src 'none'", "base-uri 'self'", "frame-ancestors 'none'", "form-action 'self'" })
            Assert.Contains(rule, policy);
        Assert.NotEqual(policy, Assert.Single(second.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal("nosniff", Assert.Single(first.Headers.GetValues("X-Content-Type-Options")));
        Assert.True(first.Headers.Contains("Referrer-Policy") && first.Headers.Contains("Permissions-Policy"));
        Assert.False(first.Headers.Contains("Server"));
    }

    [Theory]
    [InlineData("http://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("null", HttpStatusCode.Forbidden)]
    [InlineData("http://localhost.evil.example", HttpStatusCode.Forbidden)]
    [InlineData("http://localhost:9999", HttpStatusCode.Forbidden)]
    [InlineData("http://localhost", HttpStatusCode.OK)]
    [InlineData(null, HttpStatusCode.OK)]
    public async Task A_circuit_opens_only_for_our_own_pages(string? origin, HttpStatusCode expected)
    {
        await using var host = WebHost.New();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1");
        if (origin is not null) request.Headers.Add("Origin", origin);
        Assert.Equal(expected, (await host.Guest().SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task A_websocket_from_a_foreign_page_is_refused()
    {
        await using var host = WebHost.New();
        var client = host.Server.CreateWebSocketClient();
        client.ConfigureRequest = request => request.Headers.Origin = "http://evil.example";
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            client.ConnectAsync(new Uri("ws://localhost/_blazor?id=x"), CancellationToken.None));
        Assert.Contains("403", failure.Message);
    }

    [Fact]
    public async Task Too_many_sign_in_tries_wait_and_other_accounts_and_reading_go_on()
    {
        await using var host = WebHost.New(null, ("Security:SignInsPerAccount", "3"));
        var guest = host.Guest();
        for (var i = 0; i < 3; i++) Assert.NotEqual(HttpStatusCode.TooManyRequests, (await Try(guest, "ama@example.com")).StatusCode);
        var refused = await Try(guest, "AMA@example.com ");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.True(refused.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        Assert.NotEqual(HttpStatusCode.TooManyRequests, (await Try(guest, "kofi@example.com")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await guest.GetAsync("/sign-in")).StatusCode);
    }

    [Fact]
    public async Task Health_says_live_and_ready_and_the_status_page_says_it_in_words()
    {
        await using var host = WebHost.New();
        Assert.Equal("ok", await host.Guest().GetStringAsync("/health/live"));
        using var ready = JsonDocument.Parse(await host.Guest().GetStringAsync("/health/ready"));
        Assert.Equal("ready", ready.RootElement.GetProperty("status").GetString());
        Assert.Equal("fine", ready.RootElement.GetProperty("checks").GetProperty("Database").GetString());
        Assert.Contains("Signing in, pages and statements", await host.Guest().GetStringAsync("/status"));
    }

    [Fact]
    public async Task The_thread_of_a_caller_is_told_back_and_nonsense_is_not()
    {
        await using var host = WebHost.New();
        Assert.Equal("order-12345678", await Thread("order-12345678"));
        Assert.NotEqual("a b<script>", await Thread("a b<script>"));

        async Task<string> Thread(string id)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/health/live");
            request.Headers.TryAddWithoutValidation("X-Correlation-Id", id);
            return Assert.Single((await host.Guest().SendAsync(request)).Headers.GetValues("X-Correlation-Id"));
        }
    }

    [Theory]
    [InlineData("/admin")]
    [InlineData("/admin/health")]
    [InlineData("/admin/chores")]
    [InlineData("/admin/outbox")]
    [InlineData("/admin/audit")]
    [InlineData("/admin/people")]
    public async Task The_pages_of_the_house_open_for_superadmins_only(string page)
    {
        await using var host = WebHost.New();
        await host.StaffMember("esi@example.com", StaffRole.Superadmin);
        await host.Person("ama@example.com", Capability.Artist);
        Assert.NotEqual(HttpStatusCode.OK, (await host.Guest().GetAsync(page)).StatusCode);
        Assert.NotEqual(HttpStatusCode.OK, (await (await host.SignedInClient("ama@example.com")).GetAsync(page)).StatusCode);
        var answer = await (await host.SignedInClient("esi@example.com")).GetAsync(page);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private static bool IsAsset(string route) => Path.HasExtension(route);

    private static Task<HttpResponseMessage> Try(HttpClient guest, string email) =>
        guest.PostAsync("/sign-in", new FormUrlEncodedContent([new("Form.Email", email), new("Form.Password", "wrong")]));
}
