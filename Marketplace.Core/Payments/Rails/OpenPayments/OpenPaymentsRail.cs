using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Rails.Contract;
using Marketplace.Core.Payments.Rails.Http;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payments.Rails.OpenPayments;

/// <summary>
/// The connector to wallets of the Interledger network. Money comes in by an incoming payment on the house's wallet that the payer's wallet
/// pays after consent; it goes out under the operator's standing grant. The protocol has no messages, so everything is learned by asking.
/// </summary>
public sealed class OpenPaymentsRail(
    OpenPaymentsClient client, OpenPaymentsOptions options, IDbContextFactory<MarketplaceDb> contexts, SecretBox box, TimeProvider clock) : IPaymentProvider
{
    /// <summary>Code of the rail.</summary>
    public const string Code = "open-payments";
    private static readonly TimeSpan[] Polls = [.. new[] { 5, 10, 20, 40, 60, 60, 60, 120, 300, 900 }.Select(s => TimeSpan.FromSeconds(s))];

    /// <inheritdoc/>
    public RailCapabilities Describe() => new(Code, "Open Payments")
    {
        Assets = [options.Asset], CanCollect = true, CanPayOut = true, Refunds = RefundSupport.Partial, CanSubscribe = true, Webhooks = WebhookTrust.None,
        Patience = TimeSpan.FromMinutes(30), PayerActions = [PayerAction.Redirect], PayerDetail = "wallet address", Idempotency = Idempotency.NaturalKey,
        QuietTime = TimeSpan.FromSeconds(30), PollSchedule = Polls, IsReady = options.IsOpen,
    };

    /// <inheritdoc/>
    public async Task<SendAnswer> StartCollect(RailRequest request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        Wallet payer;
        try
        {
            payer = await client.Discover(request.Party ?? "", ct);
        }
        catch (Exception failure) when (failure is FormatException or OpenPaymentsException { Status: HttpStatusCode.NotFound })
        {
            return new SendAnswer.Rejected("wallet_address"); // Nothing was asked of anybody yet.
        }
        var ours = await client.Discover(options.WalletAddress, ct);
        var flow = await Change(request, f => (f.Wallet, f.AuthServer, f.ResourceServer) = (payer.Id, payer.AuthServer, payer.ResourceServer), ct);
        var incoming = flow.IncomingUrl ?? await FindIncoming(ours, request.Key, ct) ?? await NewIncoming(ours, request, request.Amount, ct);
        await Change(request, f => f.IncomingUrl = incoming, ct);
        if (flow.ConsentUrl is { } agreed) return new SendAnswer.Accepted(incoming, new PayerStep(PayerAction.Redirect, agreed));

        var quote = await Quote(payer, incoming, null, ct);
        var (nonce, key) = (Secret(), Secret());
        await Change(request, f => (f.QuoteUrl, f.QuoteExpiresAt, f.Nonce, f.ReturnKey) = (quote.Url, quote.ExpiresAt, nonce, key), ct);
        var consent = await client.AskConsent(payer.AuthServer, payer.Id, new JsonObject { ["debitAmount"] = quote.Debit, ["receiver"] = incoming },
            $"{request.ReturnUrl}?k={key}", nonce, ct);
        await Change(request, f =>
        {
            (f.ConsentUrl, f.Finish, f.ContinueUrl) = (consent.ConsentUrl, consent.Finish, consent.ContinueUrl);
            (f.ContinueToken, f.ContinueAfter) = (box.Close(consent.ContinueToken), Now().AddSeconds(consent.WaitSeconds));
        }, ct);
        return new SendAnswer.Accepted(incoming, new PayerStep(PayerAction.Redirect, consent.ConsentUrl));
    }

    /// <inheritdoc/>
    public Task<SendAnswer> Refund(RailRequest request, CancellationToken ct) => Send(request, ct);

    /// <inheritdoc/>
    public Task<SendAnswer> PayOut(RailRequest request, CancellationToken ct) => Send(request, ct);

    /// <inheritdoc/>
    public async Task<SendAnswer> Cancel(RailRequest request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Kind != OperationKind.Collect || await Find(request, ct) is not { IncomingUrl: { } incoming }) return new SendAnswer.Unknown("nothing_to_cancel");
        var ours = await client.Discover(options.WalletAddress, ct);
        await client.Post($"{incoming}/complete", await IncomingToken(ours, ct), null, ct);
        return new SendAnswer.Accepted(incoming);
    }

    /// <inheritdoc/>
    public Task<ProviderState> Query(RailRequest request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Kind == OperationKind.Collect ? QueryCollect(request, ct) : QueryOut(request, ct);
    }

    /// <inheritdoc/>
    public WebhookVerdict ParseWebhook(WebhookRequest request) => new WebhookVerdict.Invalid("no_messages");

    /// <inheritdoc/>
    public Task<Statement> Statement(DateOnly day, Asset asset, CancellationToken ct) => Task.FromResult(new Statement(null, "", null));

    private async Task<ProviderState> QueryCollect(RailRequest request, CancellationToken ct)
    {
        var flow = await Find(request, ct);
        // Without a place to agree the payer sees nothing: begin again, and what is there already is found by its address.
        if (flow?.IncomingUrl is not { } url || flow.ConsentUrl is null) return new ProviderState(ProviderStatus.NeverSeen, Money.Zero(request.Amount.Asset));
        if (flow is { Token: not null, OutgoingUrl: null, Refused: null }) await PayerSends(request, flow, ct);
        var ours = await client.Discover(options.WalletAddress, ct);
        var told = await client.Get(url, await IncomingToken(ours, ct), ct);
        var received = OpenPaymentsClient.Amount(told["receivedAmount"], request.Amount.Asset);
        var isOver = told["completed"]?.GetValue<bool>() == true;
        var status = received >= request.Amount ? ProviderStatus.Succeeded
            : isOver ? ProviderStatus.Expired // Completed does not mean paid: less arrived than was asked.
            : flow.Refused is not null ? ProviderStatus.Failed : ProviderStatus.Pending;
        return new ProviderState(status, received)
        {
            ProviderRef = url, Reason = flow.Refused, Step = flow.ConsentUrl is { } consent ? new PayerStep(PayerAction.Redirect, consent) : null,
        };
    }

    // One quote pays once: a second try is refused by the wallet, so a lost answer costs nothing.
    private async Task PayerSends(RailRequest request, OpenPaymentsFlow flow, CancellationToken ct)
    {
        var token = box.Open(flow.Token!);
        var known = await client.Find($"{flow.ResourceServer}/outgoing-payments", flow.Wallet!, token, o => IsFor(o, flow.QuoteUrl!, request.Key), ct);
        try
        {
            if (known is null && flow.QuoteExpiresAt <= Now())
            {
                // The payer took longer than the quote holds. The list has just proved that it paid nothing; the consent bounds what a new one may cost.
                var quote = await Quote(new Wallet(flow.Wallet!, "", 0, flow.AuthServer!, flow.ResourceServer!), flow.IncomingUrl!, null, ct);
                flow = await Change(request, f => (f.QuoteUrl, f.QuoteExpiresAt) = (quote.Url, quote.ExpiresAt), ct);
            }
            known ??= await client.Post($"{flow.ResourceServer}/outgoing-payments", token, new JsonObject
            {
                ["walletAddress"] = flow.Wallet, ["quoteId"] = flow.QuoteUrl, ["metadata"] = new JsonObject { ["externalRef"] = request.Key },
            }, ct);
        }
        catch (OpenPaymentsException refused) when (refused.Status == HttpStatusCode.Forbidden)
        {
            await Change(request, f => f.Refused = "consent_refused", ct);
            return;
        }
        await Change(request, f => f.OutgoingUrl = OpenPaymentsClient.Text(known, "id"), ct);
    }

    private async Task<SendAnswer> Send(RailRequest request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        Wallet payee;
        try
        {
            payee = await client.Discover(request.Party ?? "", ct);
        }
        catch (Exception failure) when (failure is FormatException or OpenPaymentsException { Status: HttpStatusCode.NotFound })
        {
            return new SendAnswer.Rejected("wallet_address");
        }
        var ours = await client.Discover(options.WalletAddress, ct);
        var isSameAsset = payee.AssetCode == request.Amount.Asset.Code && payee.AssetScale == request.Amount.Asset.Decimals;
        var flow = await Change(request, f => (f.Wallet, f.AuthServer, f.ResourceServer) = (payee.Id, payee.AuthServer, payee.ResourceServer), ct);
        if (flow.OutgoingUrl is { } sent) return new SendAnswer.Accepted(sent);
        var incoming = flow.IncomingUrl ?? await NewIncoming(payee, request, isSameAsset ? request.Amount : null, ct);
        flow = await Change(request, f => f.IncomingUrl = incoming, ct);
        if (flow.QuoteUrl is null || flow.QuoteExpiresAt <= Now())
        {
            // A new quote only when the old one surely sent nothing: the list of our own wallet is the proof.
            if (flow.QuoteUrl is not null && await FindOutgoing(ours, flow, request.Key, ct) is { } known) return await Sent(request, known, ct);
            var quote = await Quote(ours, incoming, isSameAsset ? null : request.Amount, ct);
            flow = await Change(request, f => (f.QuoteUrl, f.QuoteExpiresAt) = (quote.Url, quote.ExpiresAt), ct);
        }
        var body = new JsonObject
        {
            ["walletAddress"] = ours.Id, ["quoteId"] = flow.QuoteUrl, ["metadata"] = new JsonObject { ["externalRef"] = request.Key },
        };
        try
        {
            return await Sent(request, await WithGrant(token => client.Post($"{ours.ResourceServer}/outgoing-payments", token, body, ct), ct), ct);
        }
        catch (OpenPaymentsException refused) when (refused.Status == HttpStatusCode.BadRequest)
        {
            return new SendAnswer.Unknown("maybe_paid_already"); // Never "not paid".
        }
    }

    private async Task<SendAnswer> Sent(RailRequest request, JsonNode outgoing, CancellationToken ct)
    {
        var url = OpenPaymentsClient.Text(outgoing, "id");
        await Change(request, f => f.OutgoingUrl = url, ct);
        return new SendAnswer.Accepted(url);
    }

    private async Task<ProviderState> QueryOut(RailRequest request, CancellationToken ct)
    {
        var nothing = Money.Zero(request.Amount.Asset);
        var flow = await Find(request, ct);
        if (flow?.QuoteUrl is null) return new ProviderState(ProviderStatus.NeverSeen, nothing);
        var ours = await client.Discover(options.WalletAddress, ct);
        var outgoing = flow.OutgoingUrl is { } url
            ? await WithGrant(token => client.Get(url, token, ct), ct)
            : await FindOutgoing(ours, flow, request.Key, ct);
        if (outgoing is null) return new ProviderState(ProviderStatus.NeverSeen, nothing);
        if (flow.OutgoingUrl is null) await Sent(request, outgoing, ct);

        var sent = OpenPaymentsClient.Amount(outgoing["sentAmount"], request.Amount.Asset);
        // What the way costs above the amount is the house's.
        var (moved, fee) = sent > request.Amount ? (request.Amount, sent - request.Amount) : (sent, nothing);
        var reference = OpenPaymentsClient.Text(outgoing, "id");
        if (outgoing["failed"]?.GetValue<bool>() == true)
            return new ProviderState(ProviderStatus.Failed, moved) { Fee = fee, ProviderRef = reference, Reason = sent.IsZero ? "not_sent" : "partly_sent" };
        // The sender's side never says "done"; the receiver's does.
        var payee = new Wallet(flow.Wallet!, "", 0, flow.AuthServer!, flow.ResourceServer!);
        var arrived = await client.Get(flow.IncomingUrl!, await IncomingToken(payee, ct), ct);
        var isDone = arrived["completed"]?.GetValue<bool>() == true
            || (ulong.TryParse(arrived["receivedAmount"]?["value"]?.GetValue<string>(), NumberStyles.None, CultureInfo.InvariantCulture, out var there)
                && ulong.TryParse(outgoing["receiveAmount"]?["value"]?.GetValue<string>(), NumberStyles.None, CultureInfo.InvariantCulture, out var meant) && there >= meant);
        return new ProviderState(isDone && sent.IsPositive ? ProviderStatus.Succeeded : ProviderStatus.Pending, isDone ? moved : nothing) { Fee = isDone ? fee : nothing, ProviderRef = reference };
    }

    private async Task<(string Url, JsonObject Debit, DateTime ExpiresAt)> Quote(Wallet payer, string receiver, Money? debit, CancellationToken ct)
    {
        var access = await client.Grant(payer.AuthServer, "quote", ["create", "read"], null, ct);
        var body = new JsonObject { ["walletAddress"] = payer.Id, ["receiver"] = receiver, ["method"] = "ilp" };
        if (debit is { } amount) body["debitAmount"] = OpenPaymentsClient.Amount(amount);
        var told = await client.Post($"{payer.ResourceServer}/quotes", access.Token, body, ct);
        var expires = told["expiresAt"]?.GetValue<string>() is { } at
            ? DateTimeOffset.Parse(at, CultureInfo.InvariantCulture).UtcDateTime : Now() + TimeSpan.FromMinutes(5);
        return (OpenPaymentsClient.Text(told, "id"), told["debitAmount"]!.DeepClone().AsObject(), expires);
    }

    private async Task<string> NewIncoming(Wallet receiver, RailRequest request, Money? amount, CancellationToken ct)
    {
        var body = new JsonObject { ["walletAddress"] = receiver.Id };
        if (amount is { } exact) body["incomingAmount"] = OpenPaymentsClient.Amount(exact);
        body["expiresAt"] = request.ExpiresAt.AddHours(request.Kind == OperationKind.Collect ? 25 : 0).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        body["metadata"] = new JsonObject { ["externalRef"] = request.Key };
        return OpenPaymentsClient.Text(await client.Post($"{receiver.ResourceServer}/incoming-payments", await IncomingToken(receiver, ct), body, ct), "id");
    }

    private async Task<string?> FindIncoming(Wallet ours, string key, CancellationToken ct) =>
        await client.Find($"{ours.ResourceServer}/incoming-payments", ours.Id, await IncomingToken(ours, ct),
            p => p["metadata"]?["externalRef"]?.GetValue<string>() == key, ct) is { } found ? OpenPaymentsClient.Text(found, "id") : null;

    private Task<JsonNode?> FindOutgoing(Wallet ours, OpenPaymentsFlow flow, string key, CancellationToken ct) => WithGrant(
        token => client.Find($"{ours.ResourceServer}/outgoing-payments", ours.Id, token, o => IsFor(o, flow.QuoteUrl!, key), ct), ct);

    private static bool IsFor(JsonNode outgoing, string quote, string key) =>
        outgoing["quoteId"]?.GetValue<string>() == quote || outgoing["metadata"]?["externalRef"]?.GetValue<string>() == key;

    private async Task<string> IncomingToken(Wallet wallet, CancellationToken ct) =>
        (await client.Grant(wallet.AuthServer, "incoming-payment", ["create", "read", "complete", "list"], wallet.Id, ct)).Token;

    // A token that the wallet takes for inactive is changed once; when that does not help, an operator has to agree again.
    private async Task<T> WithGrant<T>(Func<string, Task<T>> call, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var grant = await db.OpenPaymentsGrants.SingleOrDefaultAsync(ct);
        if (grant is not { Token: { } closed, ManageUrl: { } manage }) throw new InvalidOperationException("No operator has agreed to payouts of this wallet.");
        try
        {
            return await call(box.Open(closed));
        }
        catch (OpenPaymentsException refused) when (refused.Status is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized && refused.Code != "limit")
        {
            var fresh = await client.Rotate(new Access(box.Open(closed), manage), ct);
            (grant.Token, grant.ManageUrl) = (box.Close(fresh.Token), fresh.ManageUrl);
            await db.SaveChangesAsync(ct);
            return await call(fresh.Token);
        }
    }

    private async Task<OpenPaymentsFlow?> Find(RailRequest request, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.OpenPaymentsFlows.AsNoTracking().SingleOrDefaultAsync(f => f.OperationId == request.Operation, ct);
    }

    // Committed before the next call leaves, each time.
    private async Task<OpenPaymentsFlow> Change(RailRequest request, Action<OpenPaymentsFlow> change, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var flow = await db.OpenPaymentsFlows.SingleOrDefaultAsync(f => f.OperationId == request.Operation, ct);
        if (flow is null) db.OpenPaymentsFlows.Add(flow = new OpenPaymentsFlow { OperationId = request.Operation });
        change(flow);
        await db.SaveChangesAsync(ct);
        return flow;
    }

    internal static string Secret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));

    private DateTime Now() => clock.GetUtcNow().UtcDateTime;
}
