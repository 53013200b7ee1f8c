using System.Net;
using System.Text;
using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Rails.Attempts;
using Marketplace.Core.Payments.Rails.Contract;
using Marketplace.Core.Payments.Rails.Operations;
using Marketplace.Core.Payments.Rails.Sandbox;
using Marketplace.Tests.Kit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Payments.Rails;

/// <summary>The checkout as browsers and strangers meet it.</summary>
public sealed class CheckoutTests
{
    private static WebHost Host() => WebHost.New(null, ("Rails:Sandbox", "true"));

    private static async Task<(HttpClient Client, string Payment, string Sandbox)> Begin(WebHost host, PayerAction action = PayerAction.Redirect)
    {
        await host.Person("ama@example.com", Capability.Client);
        var client = await host.SignedInClient("ama@example.com");
        var answer = await client.Submit("/pay/new", "pay", ("Form.Amount", "25.50"), ("Form.Asset", "GHS"), ("Form.Way", $"sandbox/{action}"), ("Form.Party", "0244000111"));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var payment = answer.Headers.Location!.ToString();
        var page = await client.Open(payment);
        return (client, payment, new Uri(page.QuerySelector("[data-sandbox]")!.GetAttribute("href")!).AbsolutePath);
    }

    private static async Task<PaymentAttempt> Only(WebHost host)
    {
        await using var db = host.Db();
        return await db.PaymentAttempts.AsNoTracking().SingleAsync();
    }

    [Theory]
    [InlineData(PayerAction.PhonePrompt)]
    [InlineData(PayerAction.Qr)]
    [InlineData(PayerAction.Redirect)]
    public async Task A_payer_pays_at_the_hosted_page_and_comes_back_paid(PayerAction action)
    {
        await using var host = Host();
        var (client, payment, sandbox) = await Begin(host, action);
        Assert.Equal(AttemptState.Presented, (await Only(host)).State);
        await host.Guest().Submit(sandbox, "deed", ("Deed", "Pay")); // The phone is another browser without a session.
        var back = await client.Open(payment + "/return");
        Assert.Contains("Paid", back.QuerySelector("main .card .chip")!.TextContent);
        Assert.Equal(AttemptState.Verified, (await Only(host)).State);
    }

    [Fact]
    public async Task The_page_of_return_believes_nothing_in_its_address()
    {
        await using var host = Host();
        var (client, payment, _) = await Begin(host);
        var page = await client.Open(payment + "/return?status=success&paid=true&amount=25.50&result=approved");
        Assert.DoesNotContain("Paid", page.QuerySelector(".chip")!.TextContent);
        Assert.NotEqual(AttemptState.Verified, (await Only(host)).State);
    }

    [Fact]
    public async Task A_payment_is_nobody_elses()
    {
        await using var host = Host();
        var (_, payment, _) = await Begin(host);
        await host.Person("kofi@example.com", Capability.Client);
        var stranger = await host.SignedInClient("kofi@example.com");
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(payment)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(payment + "/return")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/pay/{Guid.NewGuid()}")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await host.Guest().GetAsync(payment)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync("/sandbox/sb_0000")).StatusCode);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("1.005")]
    [InlineData("1e5")]
    [InlineData("NaN")]
    [InlineData("99999999999999999999")]
    [InlineData("1,000")]
    [InlineData("")]
    public async Task An_amount_that_is_none_begins_no_payment(string amount)
    {
        await using var host = Host();
        await host.Person("ama@example.com", Capability.Client);
        var client = await host.SignedInClient("ama@example.com");
        await client.Submit("/pay/new", "pay", ("Form.Amount", amount), ("Form.Asset", "GHS"), ("Form.Way", "sandbox/Qr"));
        await using var db = host.Db();
        Assert.Equal(0, await db.PaymentAttempts.CountAsync());
    }

    [Fact]
    public async Task Messages_are_taken_signed_and_refused_forged_large_or_too_many()
    {
        await using var host = WebHost.New(null, ("Rails:Sandbox", "true"), ("Rails:MessagesPerMinute", "20"));
        var door = host.Guest();
        var keys = host.Services.GetRequiredService<SandboxKeys>();
        var body = Encoding.UTF8.GetBytes("""{"id":"evt_1","data":{"id":"sb_x","reference":"y"}}""");
        Assert.Equal(HttpStatusCode.OK, await Knock(door, keys.Sign(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds(), body), body));
        var forged = await door.PostAsync(SandboxRail.HookPath, new ByteArrayContent(body));
        Assert.Equal((HttpStatusCode.Unauthorized, ""), (forged.StatusCode, await forged.Content.ReadAsStringAsync()));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await Knock(door, "t=1,v1=0", new byte[WebhookRequest.MostBytes + 1]));
        Assert.Equal(HttpStatusCode.NotFound, (await door.PostAsync("/hooks/rails/unheard-of", new ByteArrayContent(body))).StatusCode);
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 25; i++) answers.Add(await Knock(door, "forged", body));
        Assert.Contains(HttpStatusCode.TooManyRequests, answers);
    }

    [Fact]
    public async Task Without_the_sandbox_there_is_neither_page_nor_door_nor_way_to_pay()
    {
        await using var host = WebHost.New();
        await host.Person("ama@example.com", Capability.Client);
        var client = await host.SignedInClient("ama@example.com");
        Assert.DoesNotContain("sandbox", (await client.Open("/pay/new")).Body!.TextContent, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(HttpStatusCode.NotFound, (await client.PostAsync(SandboxRail.HookPath, new ByteArrayContent([1]))).StatusCode);
        var started = await host.Get<StartPayment>().Run(new(new Money(1_00, Asset.Ghs), "sandbox", PayerAction.Qr, null, Guid.NewGuid()), RailBench.Ama, default);
        Assert.Equal("payment.rail", started.Error?.Code);
    }

    [Fact]
    public async Task The_sandboxs_messages_come_to_the_inbox_over_http()
    {
        await using var host = WebHost.ForBrowsers(null, ("Rails:Sandbox", "true"));
        await host.Person("ama@example.com", Capability.Client);
        var done = new TaskCompletionSource();
        var started = await host.Get<StartPayment>().Run(new(new Money(9_00, Asset.Ghs), "sandbox", PayerAction.Qr, null, Guid.NewGuid()), RailBench.Ama, default);
        using var heard = host.Services.GetRequiredService<LiveFeed>().Listen($"payment:{started.Value.Attempt}", async _ =>
        {
            await using var look = host.Db();
            if (await look.PaymentAttempts.AnyAsync(a => a.Id == started.Value.Attempt && a.State == AttemptState.Verified)) done.TrySetResult();
        });
        await using (var db = host.Db())
            await host.Get<SandboxBank>().Do((await db.RailOperations.SingleAsync(o => o.Id == started.Value.Collect)).ProviderKey, SandboxDeed.Pay, default);
        await done.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task The_rail_lab_is_for_superadmins_alone_and_shows_no_secret()
    {
        await using var host = Host();
        await host.StaffMember("root@example.com", StaffRole.Superadmin);
        await host.StaffMember("money@example.com", StaffRole.Finance);
        var text = await (await (await host.SignedInClient("root@example.com")).GetAsync("/admin/rails")).Content.ReadAsStringAsync();
        var keys = host.Services.GetRequiredService<SandboxKeys>();
        Assert.Contains(keys.Masked, WebUtility.HtmlDecode(text));
        Assert.DoesNotContain(keys.Api, text);
        Assert.NotEqual(HttpStatusCode.OK, (await (await host.SignedInClient("money@example.com")).GetAsync("/admin/rails")).StatusCode);
        Assert.Equal("payment.lab", (await host.Get<RailLab>().Look(RailBench.Ama, default)).Error?.Code);
        Assert.Equal("payment.lab", (await host.Get<RailLab>().Force("sb_x", SandboxDeed.Pay, RailBench.Ama, default)).Error?.Code);
    }

    private static async Task<HttpStatusCode> Knock(HttpClient door, string signature, byte[] body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, SandboxRail.HookPath) { Content = new ByteArrayContent(body) };
        request.Headers.TryAddWithoutValidation("Sandbox-Signature", signature);
        return (await door.SendAsync(request)).StatusCode;
    }
}
