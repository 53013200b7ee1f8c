using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Rails.Http;

namespace Marketplace.Core.Payments.Rails.OpenPayments;

/// <summary>A wallet as its server describes it.</summary>
/// <param name="Id">Its canonical address.</param>
/// <param name="AssetCode">Its currency.</param>
/// <param name="AssetScale">Digits after the point.</param>
/// <param name="AuthServer">Where grants are asked for.</param>
/// <param name="ResourceServer">Where its payments are.</param>
public sealed record Wallet(string Id, string AssetCode, int AssetScale, string AuthServer, string ResourceServer);

/// <summary>A token and where it is managed.</summary>
/// <param name="Token">The token.</param>
/// <param name="ManageUrl">POST changes it, DELETE ends it.</param>
public sealed record Access(string Token, string ManageUrl);

/// <summary>A grant that a person has to agree to.</summary>
/// <param name="ConsentUrl">Where.</param>
/// <param name="Finish">The server's nonce.</param>
/// <param name="ContinueUrl">Where it is continued.</param>
/// <param name="ContinueToken">Token for that.</param>
/// <param name="WaitSeconds">Not before so many seconds.</param>
public sealed record Consent(string ConsentUrl, string Finish, string ContinueUrl, string ContinueToken, int WaitSeconds);

/// <summary>A wallet's server said no. Whether that is final only the caller knows.</summary>
public sealed class OpenPaymentsException(HttpStatusCode status, string code) : Exception($"{(int)status} {code}")
{
    /// <summary>HTTP status; branch on this.</summary>
    public HttpStatusCode Status { get; } = status;
    /// <summary>The server's code; for the log.</summary>
    public string Code { get; } = code;
}

/// <summary>The wire of Open Payments: every call signed, bodies written as the other side writes them again.</summary>
public sealed class OpenPaymentsClient(GuardedHttp http, OpenPaymentsOptions options, TimeProvider clock)
{
    /// <summary>Reads a wallet address; <c>$host/path</c> is understood.</summary>
    /// <exception cref="OpenPaymentsException">There is no wallet.</exception>
    /// <exception cref="FormatException">It is no address, or describes no wallet.</exception>
    public async Task<Wallet> Discover(string address, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(address);
        var text = address.StartsWith('$') ? Pointer(address[1..]) : address;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || !http.MayAsk(url)) throw new FormatException("This is no wallet address.");
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        var told = Read(await http.Send(request, ct));
        var wallet = new Wallet(Text(told, "id"), Text(told, "assetCode"), told["assetScale"]!.GetValue<int>(), Text(told, "authServer"), Text(told, "resourceServer"));
        foreach (var part in new[] { wallet.Id, wallet.AuthServer, wallet.ResourceServer })
            if (!Uri.TryCreate(part, UriKind.Absolute, out var server) || !http.MayAsk(server)) throw new FormatException("The wallet names a server that is refused.");
        return wallet;
    }

    /// <summary>Asks for a token that nobody has to agree to.</summary>
    public async Task<Access> Grant(string authServer, string type, string[] actions, string? identifier, CancellationToken ct)
    {
        var access = new JsonObject { ["type"] = type, ["actions"] = new JsonArray([.. actions.Select(a => JsonValue.Create(a))]) };
        if (identifier is not null) access["identifier"] = identifier;
        var told = Read(await Call(HttpMethod.Post, authServer, null, new JsonObject
        {
            ["access_token"] = new JsonObject { ["access"] = new JsonArray(access) }, ["client"] = options.WalletAddress,
        }, ct));
        return Token(told) ?? throw new OpenPaymentsException(HttpStatusCode.Forbidden, "interaction_required");
    }

    /// <summary>Asks for a token that the owner of the wallet has to agree to.</summary>
    public async Task<Consent> AskConsent(string authServer, string wallet, JsonObject limits, string returnUrl, string nonce, CancellationToken ct)
    {
        var told = Read(await Call(HttpMethod.Post, authServer, null, new JsonObject
        {
            ["access_token"] = new JsonObject
            {
                ["access"] = new JsonArray(new JsonObject
                {
                    ["type"] = "outgoing-payment", ["actions"] = new JsonArray("create", "read", "list"), ["identifier"] = wallet, ["limits"] = limits,
                }),
            },
            ["client"] = options.WalletAddress,
            ["interact"] = new JsonObject
            {
                ["start"] = new JsonArray("redirect"), ["finish"] = new JsonObject { ["method"] = "redirect", ["uri"] = returnUrl, ["nonce"] = nonce },
            },
        }, ct));
        var (interact, next) = (told["interact"]!, told["continue"]!);
        return new Consent(Text(interact, "redirect"), Text(interact, "finish"), Text(next, "uri"), Text(next["access_token"]!, "value"),
            next["wait"]?.GetValue<int>() ?? 0);
    }

    /// <summary>Fetches the token after the owner agreed; null while it is still pending.</summary>
    public async Task<Access?> Continue(string url, string token, string interactRef, CancellationToken ct) =>
        Token(Read(await Call(HttpMethod.Post, url, token, new JsonObject { ["interact_ref"] = interactRef }, ct)));

    /// <summary>Changes a token for a new one; the old one is dead at once.</summary>
    public async Task<Access> Rotate(Access access, CancellationToken ct) =>
        Token(Read(await Call(HttpMethod.Post, access.ManageUrl, access.Token, null, ct))) ?? throw new OpenPaymentsException(HttpStatusCode.OK, "no_token");

    /// <summary>Posts to a resource.</summary>
    public async Task<JsonNode> Post(string url, string token, JsonObject? body, CancellationToken ct) => Read(await Call(HttpMethod.Post, url, token, body, ct));

    /// <summary>Reads a resource.</summary>
    public async Task<JsonNode> Get(string url, string token, CancellationToken ct) => Read(await Call(HttpMethod.Get, url, token, null, ct));

    /// <summary>Walks a list, newest page last, until something fits.</summary>
    public async Task<JsonNode?> Find(string list, string wallet, string token, Func<JsonNode, bool> fits, CancellationToken ct)
    {
        string? cursor = null;
        for (var page = 0; page < 50; page++)
        {
            var url = $"{list}?wallet-address={Uri.EscapeDataString(wallet)}&first=100" + (cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}");
            var told = await Get(url, token, ct);
            if (told["result"]!.AsArray().FirstOrDefault(item => item is not null && fits(item)) is { } found) return found;
            if (told["pagination"]?["hasNextPage"]?.GetValue<bool>() != true) return null;
            cursor = told["pagination"]!["endCursor"]?.GetValue<string>();
        }
        throw new FormatException("The list has no end.");
    }

    /// <summary>An amount on the wire.</summary>
    public static JsonObject Amount(Money money) => new()
    {
        ["value"] = money.Minor.ToString(CultureInfo.InvariantCulture), ["assetCode"] = money.Asset.Code, ["assetScale"] = money.Asset.Decimals,
    };

    /// <summary>An amount from the wire, exact.</summary>
    /// <exception cref="FormatException">Another asset, or finer than it is counted.</exception>
    public static Money Amount(JsonNode? node, Asset asset) => node is null
        ? Money.Zero(asset)
        : Text(node, "assetCode") == asset.Code
            ? DecimalAmounts.FromScaled(Text(node, "value"), node["assetScale"]!.GetValue<int>(), asset)
            : throw new FormatException("Another currency.");

    private async Task<HttpAnswer> Call(HttpMethod method, string url, string? token, JsonObject? body, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, new Uri(url));
        List<(string, string)> signed = [("@method", method.Method), ("@target-uri", request.RequestUri!.AbsoluteUri)];
        if (token is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"GNAP {token}");
            signed.Add(("authorization", $"GNAP {token}"));
        }
        if (body is not null)
        {
            var bytes = JsJson.Write(body);
            request.Content = new ByteArrayContent(bytes);
            request.Content.Headers.ContentType = new("application/json");
            request.Content.Headers.ContentLength = bytes.Length;
            var digest = HttpSignatures.ContentDigest(bytes);
            request.Content.Headers.TryAddWithoutValidation("Content-Digest", digest);
            signed.AddRange([("content-digest", digest), ("content-length", bytes.Length.ToString(CultureInfo.InvariantCulture)), ("content-type", "application/json")]);
        }
        var signature = HttpSignatures.Sign(signed, options.KeyId, clock.GetUtcNow().ToUnixTimeSeconds(), options.Seed.Span);
        request.Headers.TryAddWithoutValidation("Signature-Input", signature.Input);
        request.Headers.TryAddWithoutValidation("Signature", signature.Signature);
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        return await http.Send(request, ct);
    }

    private static JsonNode Read(HttpAnswer answer)
    {
        if (answer.IsOk) return answer.Body.Length == 0 ? new JsonObject() : JsonNode.Parse(answer.Body) ?? throw new JsonException("Nothing was answered.");
        string? code = null;
        try
        {
            code = JsonNode.Parse(answer.Body)?["error"]?["code"]?.ToString();
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            code = "unreadable";
        }
        throw new OpenPaymentsException(answer.Status, code ?? "none");
    }

    private static Access? Token(JsonNode told) =>
        told["access_token"] is { } token ? new Access(Text(token, "value"), Text(token, "manage")) : null;

    internal static string Text(JsonNode node, string field) =>
        node[field]?.GetValue<string>() ?? throw new FormatException($"'{field}' is missing.");

    // A payment pointer without a path stands for the well-known one.
    private static string Pointer(string rest) => rest.Contains('/', StringComparison.Ordinal) ? $"https://{rest}" : $"https://{rest}/.well-known/pay";
}
