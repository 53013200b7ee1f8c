using System.Web;
using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Rails;
using Marketplace.Core.Payments.Rails.Attempts;
using Marketplace.Core.Payments.Rails.Contract;
using Marketplace.Core.Payments.Rails.Http;
using Marketplace.Core.Payments.Rails.OpenPayments;
using Marketplace.Core.Payments.Rails.Operations;
using Marketplace.Core.Payments.Rails.Sandbox;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Payments.Rails.OpenPayments;

/// <summary>Open Payments against a wallet server on this machine.</summary>
public sealed class OpenPaymentsBench : RailBench
{
    private static readonly byte[] Seed = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];
    private const long Funds = 1_000_000_00;
    private OpenPaymentsOptions _options = new();
    public WalletServer Server { get; private set; } = default!;
    public static readonly Actor Root = new(UserId.New(), "Root") { StaffRoles = new HashSet<StaffRole> { StaffRole.Superadmin }, HasSecondFactor = true };

    public override string Rail => OpenPaymentsRail.Code;
    public override Asset Asset => Asset.Usd;
    public override string Party => Server.Wallet("ama");
    public override string PayeeAccount => Server.Wallet("kofi");

    protected override void Add(IServiceCollection services) => services.AddSingleton(_ => _options);

    protected override async Task Begin()
    {
        Server = await WalletServer.Start(World.Clock);
        Server.Keys["house"] = Ed25519.PublicKey(Seed);
        Server.Give("house", 0);
        Server.Give("ama", Funds);
        Server.Give("kofi", 0);
        _options = new OpenPaymentsOptions { WalletAddress = Server.Wallet("house"), KeyId = "house", Seed = Seed, Asset = Asset.Usd };
        var consent = await World.Get<FinishConsent>().AskOperator(new Money(10_000_00, Asset.Usd), Root, default);
        Assert.True(consent.IsOk, consent.Error?.Code);
        Assert.True((await World.Get<FinishConsent>().Operator(Return(Server.Decide(consent.Value, agrees: true)), Root, default)).IsOk);
    }

    public static ConsentReturn Return(Uri back)
    {
        var query = HttpUtility.ParseQueryString(back.Query);
        return new ConsentReturn(query["k"], query["hash"], query["interact_ref"], query["result"]);
    }

    public async Task<OpenPaymentsFlow> Flow(RailOperation operation)
    {
        await using var db = World.Db();
        return await db.OpenPaymentsFlows.AsNoTracking().SingleAsync(f => f.OperationId == operation.Id);
    }

    public async Task<Result<Done>> ComeBack(RailOperation collect, bool agrees, Func<ConsentReturn, ConsentReturn>? change = null)
    {
        var back = Return(Server.Decide((await Flow(collect)).ConsentUrl!, agrees));
        return await World.Get<FinishConsent>().Payer(new AttemptId(collect.Subject), change is null ? back : change(back), Ama, default);
    }

    public override async Task Outside(RailOperation operation, SandboxDeed deed)
    {
        var flow = await Flow(operation);
        switch (deed)
        {
            case SandboxDeed.Pay when Server.IncomingPaidFor(operation.ProviderKey) > 0: // The rest comes from another wallet.
                Server.Arrive(flow.IncomingUrl!, operation.AmountMinor - operation.AmountMinor / 2);
                return;
            case SandboxDeed.Pay:
                await ComeBack(operation, agrees: true);
                await World.Get<AskRail>().Run(operation.Id, default);
                return;
            case SandboxDeed.Decline:
                await ComeBack(operation, agrees: false);
                return;
            case SandboxDeed.PayLess:
                Server.Arrive(flow.IncomingUrl!, operation.AmountMinor / 2);
                await World.Get<AskRail>().Run(operation.Id, default);
                return;
            default:
                throw new ArgumentOutOfRangeException(nameof(deed), deed, null);
        }
    }

    public override Task Break(Fault fault, int calls)
    {
        Server.Break(fault, calls);
        return Task.CompletedTask;
    }

    public override Task<int> Seen(RailOperation operation) => Task.FromResult(operation.Kind == OperationKind.Collect
        ? Server.IncomingFor(operation.ProviderKey) : Server.OutgoingFor(operation.ProviderKey));

    public override Task<long> Balance() => Task.FromResult(Server.Balance("house"));

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Server.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

/// <summary>The conformance kit on Open Payments, and what only this protocol has.</summary>
public sealed class OpenPaymentsConformanceTests : RailConformance<OpenPaymentsBench>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_hash_of_the_consent_is_understood_in_both_spellings(bool isPadded)
    {
        await using var bench = await New();
        bench.Server.UsesPaddedHash = isPadded;
        await bench.Paid();
        await bench.Conserved();
    }

    [Fact]
    public async Task A_consent_with_a_wrong_hash_is_not_continued()
    {
        await using var bench = await New();
        var attempt = await bench.Start();
        var collect = await bench.Collect(attempt);
        Assert.Equal("payment.consent", (await bench.ComeBack(collect, true, back => back with { Key = "somebody" })).Error?.Code);
        Assert.Equal("payment.consent", (await bench.ComeBack(collect, true, back => back with { Hash = Convert.ToBase64String(new byte[32]) })).Error?.Code);
        await bench.Later(TimeSpan.FromMinutes(3));
        var failed = await bench.Attempt(attempt.Id);
        Assert.Equal((AttemptState.Failed, "consent_hash"), (failed.State, failed.Reason));
        Assert.Null((await bench.Flow(collect)).Token);
        Assert.Equal(0, await bench.Balance());
    }

    [Fact]
    public async Task Nobody_else_brings_a_consent_back()
    {
        await using var bench = await New();
        var attempt = await bench.Start();
        var back = OpenPaymentsBench.Return(bench.Server.Decide((await bench.Flow(await bench.Collect(attempt))).ConsentUrl!, agrees: true));
        var finish = bench.World.Get<FinishConsent>();
        Assert.Equal("payment.unknown", (await finish.Payer(attempt.Id, back, new Actor(UserId.New(), "Stranger"), default)).Error?.Code);
        Assert.Equal("payment.unknown", (await finish.Payer(attempt.Id, back, Actor.Guest, default)).Error?.Code);
        Assert.Equal("payment.lab", (await finish.Operator(back, RailBench.Ama, default)).Error?.Code);
    }

    [Fact]
    public async Task Coming_back_is_no_payment()
    {
        await using var bench = await New();
        var attempt = await bench.Start();
        bench.Server.Give("ama", 0);
        await bench.ComeBack(await bench.Collect(attempt), agrees: true);
        await bench.Later(TimeSpan.FromMinutes(3));
        Assert.NotEqual(AttemptState.Verified, (await bench.Attempt(attempt.Id)).State);
        Assert.Equal(0, await bench.Balance());
    }

    [Fact]
    public async Task A_token_that_became_inactive_is_changed_once_and_the_payout_goes_on()
    {
        await using var bench = await New();
        await bench.Earned();
        bench.Server.ForgetTokens();
        var payout = await bench.PayOut(30_00);
        await bench.Later(TimeSpan.FromMinutes(3));
        Assert.Equal(OperationState.Succeeded, (await bench.Operation(payout.Id)).State);
        await bench.Conserved();
    }

    [Fact]
    public async Task A_payout_that_is_sent_in_part_books_what_was_sent()
    {
        await using var bench = await New();
        await bench.Earned();
        bench.Server.SendsHalf = true;
        var payout = await bench.PayOut(30_00);
        await bench.Later(TimeSpan.FromMinutes(3));
        payout = await bench.Operation(payout.Id);
        Assert.Equal((OperationState.Failed, 15_00, "partly_sent"), (payout.State, payout.MovedMinor, payout.Reason));
        Assert.Equal(15_00, (await bench.Events()).Single(e => e.Kind == MoneyEventKind.PayoutFailed).Minor);
        await bench.Conserved();
    }

    [Theory]
    [InlineData("https://user:secret@wallet.example/a")]
    [InlineData("ftp://wallet.example/a")]
    [InlineData("nonsense")]
    public async Task What_is_no_wallet_address_is_refused(string address)
    {
        await using var bench = await New();
        await Assert.ThrowsAsync<FormatException>(() => bench.World.Get<OpenPaymentsClient>().Discover(address, default));
    }

    [Theory]
    [InlineData("http://wallet.example/a", false)]
    [InlineData("https://127.0.0.1/a", false)]
    [InlineData("https://[::1]/a", false)]
    [InlineData("https://169.254.169.254/latest", false)]
    [InlineData("https://10.0.0.1/a", false)]
    [InlineData("https://wallet.example:8443/a", false)]
    [InlineData("https://wallet.example/a", true)]
    public void Only_public_addresses_over_TLS_are_asked(string address, bool may)
    {
        using var http = new GuardedHttp(new Network(), new RailsOptions());
        Assert.Equal(may, http.MayAsk(new Uri(address)));
    }

    [Fact]
    public async Task A_name_that_leads_into_our_own_network_is_refused_when_it_is_connected_to()
    {
        using var http = new GuardedHttp(new Network(), new RailsOptions());
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://localhost/wallet");
        var refused = await Assert.ThrowsAnyAsync<HttpRequestException>(() => http.Send(request, default));
        Assert.Contains("public internet", refused.ToString());
    }

    [Fact]
    public async Task Tokens_lie_closed_in_the_database()
    {
        await using var bench = await New();
        var attempt = await bench.Paid();
        var flow = await bench.Flow(await bench.Collect(attempt));
        var box = bench.World.Get<SecretBox>();
        Assert.StartsWith("token", box.Open(flow.Token!));
        Assert.DoesNotContain("token", flow.Token!);
        Assert.ThrowsAny<System.Security.Cryptography.CryptographicException>(() => box.Open(Convert.ToBase64String(new byte[60])));
    }
}
