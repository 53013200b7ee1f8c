using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Marketplace.Core.Payments.Rails.OpenPayments;
using Marketplace.Core.Payments.Rails.Sandbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Marketplace.Tests.Payments.Rails.OpenPayments;

/// <summary>
/// A wallet provider that speaks Open Payments over real HTTP on this machine: wallet addresses, GNAP grants, resources. It checks every
/// signature strictly, and can break its line like the sandbox.
/// </summary>
public sealed class WalletServer : IAsyncDisposable
{
    private static readonly TimeSpan TokenLife = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan QuoteLife = TimeSpan.FromMinutes(5);
    private readonly WebApplication _app;
    private readonly TimeProvider _clock;
    private readonly Lock _gate = new();
    private readonly ConcurrentQueue<Fault> _faults = new();
    private readonly Dictionary<string, long> _balances = [];
    private readonly Dictionary<string, JsonObject> _incoming = [], _outgoing = [], _quotes = [];
    private readonly Dictionary<string, Grant> _tokens = [], _continues = [];
    private readonly Dictionary<string, Grant> _consents = [];
    private int _count;

    private sealed class Grant
    {
        public required string[] Types { get; init; }
        public string? Wallet { get; init; }
        public JsonObject? Limits { get; init; }
        public string? ReturnUri { get; init; }
        public string? Nonce { get; init; }
        public string Finish { get; init; } = "";
        public string? InteractRef { get; set; }
        public string Endpoint { get; init; } = "";
        public DateTimeOffset ExpiresAt { get; set; }
        public DateTimeOffset ContinueFrom { get; init; }
        public long Spent { get; set; }
    }

    /// <summary>Public key of the client, by key id.</summary>
    public Dictionary<string, byte[]> Keys { get; } = [];

    /// <summary>Whether the hash is written as Rafiki writes it.</summary>
    public bool UsesPaddedHash { get; set; } = true;

    /// <summary>Of the next outgoing payments only half is sent.</summary>
    public bool SendsHalf { get; set; }

    public Uri Address { get; private set; } = default!;

    public string Wallet(string name) => new Uri(Address, name).ToString();

    public long Balance(string name) => _balances.GetValueOrDefault(Wallet(name));

    public void Give(string name, long minor) => _balances[Wallet(name)] = minor;

    public void Break(Fault fault, int calls)
    {
        for (var i = 0; i < calls; i++) _faults.Enqueue(fault);
    }

    /// <summary>All tokens are inactive from now on.</summary>
    public void ForgetTokens()
    {
        lock (_gate) foreach (var grant in _tokens.Values) grant.ExpiresAt = DateTimeOffset.MinValue;
    }

    public int IncomingPaidFor(string key) => Of(_incoming, key).Count(p => Value(p["receivedAmount"]) > 0);

    public int IncomingFor(string key) => Of(_incoming, key).Count();

    public int OutgoingFor(string key) => Of(_outgoing, key).Count();

    private static IEnumerable<JsonObject> Of(Dictionary<string, JsonObject> all, string key) =>
        all.Values.Where(p => p["metadata"]?["externalRef"]?.GetValue<string>() == key);

    private WalletServer(TimeProvider clock)
    {
        _clock = clock;
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Run(Serve);
    }

    public static async Task<WalletServer> Start(TimeProvider clock)
    {
        var server = new WalletServer(clock);
        await server._app.StartAsync();
        server.Address = new Uri(server._app.Urls.First());
        return server;
    }

    /// <summary>The owner of the wallet agrees or not; the answer is the address that the browser is sent to.</summary>
    public Uri Decide(string consentUrl, bool agrees)
    {
        lock (_gate)
        {
            var grant = _consents[new Uri(consentUrl).AbsolutePath];
            var separator = grant.ReturnUri!.Contains('?', StringComparison.Ordinal) ? '&' : '?';
            if (!agrees) return new Uri($"{grant.ReturnUri}{separator}result=grant_rejected");
            grant.InteractRef = Next("ref");
            var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{grant.Nonce}\n{grant.Finish}\n{grant.InteractRef}\n{grant.Endpoint}"));
            var text = UsesPaddedHash ? Convert.ToBase64String(hash) : System.Buffers.Text.Base64Url.EncodeToString(hash);
            return new Uri($"{grant.ReturnUri}{separator}hash={Uri.EscapeDataString(text)}&interact_ref={grant.InteractRef}");
        }
    }

    /// <summary>Money arrives at an incoming payment by itself, for example from another wallet.</summary>
    public void Arrive(string incoming, long minor)
    {
        lock (_gate) Receive(_incoming[incoming], minor);
    }

    public void Expire(string incoming)
    {
        lock (_gate) _incoming[incoming]["completed"] = true;
    }

    private async Task Serve(HttpContext http)
    {
        var body = await ReadBody(http);
        var fault = _faults.TryDequeue(out var ordered) ? ordered : (Fault?)null;
        if (fault == Fault.ServerError || fault == Fault.TooMany)
        {
            http.Response.StatusCode = fault == Fault.TooMany ? 429 : 500;
            return;
        }
        (int Status, JsonNode? Body) answer;
        lock (_gate) answer = Answer(http, body);
        switch (fault)
        {
            case Fault.LostAnswer or Fault.Slow:
                http.Abort();
                return;
            case Fault.Garbage:
                await http.Response.WriteAsync("<html>Bad gateway</html>");
                return;
            case Fault.Truncated:
                var text = answer.Body?.ToJsonString() ?? "";
                await http.Response.WriteAsync(text[..(text.Length / 2)]);
                return;
        }
        http.Response.StatusCode = answer.Status;
        http.Response.ContentType = "application/json";
        if (answer.Body is not null) await http.Response.WriteAsync(answer.Body.ToJsonString());
    }

    private (int, JsonNode?) Answer(HttpContext http, byte[] body)
    {
        var (method, path) = (http.Request.Method, http.Request.Path.Value!.Trim('/').Split('/'));
        if (method == "GET" && path is [var name] && !name.Contains('.', StringComparison.Ordinal) && name is not ("incoming-payments" or "outgoing-payments"))
            return _balances.ContainsKey(Wallet(name)) ? (200, new JsonObject
            {
                ["id"] = Wallet(name), ["assetCode"] = "USD", ["assetScale"] = 2, ["authServer"] = new Uri(Address, "auth/tenant").ToString(),
                ["resourceServer"] = Address.ToString().TrimEnd('/'),
            }) : Refuse(404, "not_found");
        if (Unsigned(http, body) is { } why) return Refuse(401, why);
        var json = body.Length == 0 ? null : JsonNode.Parse(body)!.AsObject();
        // The other side parses and writes again before it checks: what it would write must be what we got.
        if (json is not null && !JsJson.Write(json).AsSpan().SequenceEqual(body)) return Refuse(401, "body_form");
        var token = http.Request.Headers.Authorization.ToString() is ['G', 'N', 'A', 'P', ' ', .. var given] ? given : null;
        if (path is ["auth", ..]) return Auth(method, path, json, token);
        if (token is null || !_tokens.TryGetValue(token, out var grant) || grant.ExpiresAt <= _clock.GetUtcNow()) return Refuse(403, "inactive_token");
        return (method, path) switch
        {
            ("POST", ["incoming-payments"]) => NewIncoming(grant, json!),
            ("GET", ["incoming-payments"]) => List(_incoming, grant, "incoming-payment", http),
            ("GET", ["incoming-payments", _]) => One(_incoming, grant, "incoming-payment", http),
            ("POST", ["incoming-payments", _, "complete"]) => Complete(grant, http),
            ("POST", ["quotes"]) => NewQuote(grant, json!),
            ("POST", ["outgoing-payments"]) => NewOutgoing(grant, json!),
            ("GET", ["outgoing-payments"]) => List(_outgoing, grant, "outgoing-payment", http),
            ("GET", ["outgoing-payments", _]) => One(_outgoing, grant, "outgoing-payment", http),
            _ => Refuse(404, "not_found"),
        };
    }

    private (int, JsonNode?) Auth(string method, string[] path, JsonObject? json, string? token)
    {
        if (method == "POST" && path is ["auth", "tenant"])
        {
            var access = json!["access_token"]!["access"]!.AsArray();
            var types = access.Select(a => a!["type"]!.GetValue<string>()).ToArray();
            var isOutgoing = types.Contains("outgoing-payment");
            if (isOutgoing && (json["interact"] is null || access[0]!["identifier"] is null)) return Refuse(400, "invalid_request");
            var grant = new Grant
            {
                Types = types, Wallet = access[0]!["identifier"]?.GetValue<string>(), Limits = access[0]!["limits"]?.DeepClone().AsObject(),
                ReturnUri = json["interact"]?["finish"]?["uri"]?.GetValue<string>(), Nonce = json["interact"]?["finish"]?["nonce"]?.GetValue<string>(),
                Finish = Next("finish"), Endpoint = new Uri(Address, "auth/tenant").ToString(), ContinueFrom = _clock.GetUtcNow(),
            };
            if (!isOutgoing) return (200, Issue(grant));
            var (consent, next) = ("/consent/" + Next("c"), Next("cont"));
            _consents[consent] = grant;
            _continues[next] = grant;
            return (200, new JsonObject
            {
                ["interact"] = new JsonObject { ["redirect"] = new Uri(Address, consent).ToString(), ["finish"] = grant.Finish },
                ["continue"] = Continuation(next),
            });
        }
        if (method == "POST" && path is ["auth", "continue", _])
        {
            if (token is null || !_continues.TryGetValue(token, out var grant) || grant.InteractRef is null
                || json?["interact_ref"]?.GetValue<string>() != grant.InteractRef) return Refuse(404, "invalid_continuation");
            if (_clock.GetUtcNow() < grant.ContinueFrom) return Refuse(400, "too_fast");
            _continues.Remove(token);
            return (200, Issue(grant));
        }
        if (method == "POST" && path is ["auth", "token", _])
        {
            if (token is null || !_tokens.Remove(token, out var grant)) return Refuse(404, "invalid_rotation");
            return (200, Issue(grant));
        }
        return Refuse(404, "not_found");
    }

    private JsonObject Issue(Grant grant)
    {
        var value = Next("token");
        grant.ExpiresAt = _clock.GetUtcNow() + TokenLife;
        _tokens[value] = grant;
        return new JsonObject
        {
            ["access_token"] = new JsonObject { ["value"] = value, ["manage"] = new Uri(Address, "auth/token/" + value).ToString(), ["expires_in"] = 600, ["access"] = new JsonArray() },
            ["continue"] = Continuation(Next("cont")),
        };
    }

    private JsonObject Continuation(string token) => new()
    {
        ["access_token"] = new JsonObject { ["value"] = token }, ["uri"] = new Uri(Address, "auth/continue/x").ToString(), ["wait"] = 0,
    };

    private (int, JsonNode?) NewIncoming(Grant grant, JsonObject asked)
    {
        if (!grant.Types.Contains("incoming-payment")) return Refuse(403, "access");
        if (Extra(asked, "walletAddress", "incomingAmount", "expiresAt", "metadata")) return Refuse(400, "additional");
        var id = new Uri(Address, "incoming-payments/" + Guid.NewGuid()).ToString();
        var made = asked.DeepClone().AsObject();
        made["id"] = id;
        made["receivedAmount"] = Usd(0);
        made["completed"] = false;
        made["methods"] = new JsonArray(new JsonObject { ["type"] = "ilp", ["ilpAddress"] = "test.x", ["sharedSecret"] = "c2VjcmV0" });
        _incoming[id] = made;
        return (201, made.DeepClone());
    }

    private (int, JsonNode?) Complete(Grant grant, HttpContext http)
    {
        var id = new Uri(Address, http.Request.Path.Value![..^"/complete".Length]).ToString();
        if (!grant.Types.Contains("incoming-payment") || !_incoming.TryGetValue(id, out var payment)) return Refuse(404, "not_found");
        payment["completed"] = true;
        return (200, payment.DeepClone());
    }

    private (int, JsonNode?) NewQuote(Grant grant, JsonObject asked)
    {
        if (!grant.Types.Contains("quote")) return Refuse(403, "access");
        if (!_incoming.TryGetValue(asked["receiver"]!.GetValue<string>(), out var receiver) || Over(receiver)) return Refuse(400, "invalid receiver");
        var amount = asked["debitAmount"] is { } debit ? Value(debit) : Value(receiver["incomingAmount"]) - Value(receiver["receivedAmount"]);
        var id = new Uri(Address, "quotes/" + Guid.NewGuid()).ToString();
        var made = asked.DeepClone().AsObject();
        made["id"] = id;
        made["debitAmount"] = Usd(asked["debitAmount"] is null ? amount + amount / 100 : amount); // One percent of slippage may be debited.
        made["receiveAmount"] = Usd(amount);
        made["expiresAt"] = (_clock.GetUtcNow() + QuoteLife).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        _quotes[id] = made;
        return (201, made.DeepClone());
    }

    private (int, JsonNode?) NewOutgoing(Grant grant, JsonObject asked)
    {
        if (!grant.Types.Contains("outgoing-payment") || grant.Wallet != asked["walletAddress"]!.GetValue<string>()) return Refuse(403, "access");
        var quoteId = asked["quoteId"]!.GetValue<string>();
        if (!_quotes.TryGetValue(quoteId, out var quote) || _outgoing.Values.Any(o => o["quoteId"]!.GetValue<string>() == quoteId)
            || DateTimeOffset.Parse(quote["expiresAt"]!.GetValue<string>(), CultureInfo.InvariantCulture) <= _clock.GetUtcNow()) return Refuse(400, "invalid quote");
        var receive = Value(quote["receiveAmount"]);
        if (grant.Limits?["debitAmount"] is { } most && grant.Spent + Value(quote["debitAmount"]) > Value(most)) return Refuse(403, "limit");
        var wallet = asked["walletAddress"]!.GetValue<string>();
        var sent = SendsHalf ? receive / 2 : receive;
        if (_balances[wallet] < sent) return Refuse(403, "funds");
        var id = quoteId.Replace("/quotes/", "/outgoing-payments/", StringComparison.Ordinal);
        var made = asked.DeepClone().AsObject();
        (made["id"], made["failed"], made["sentAmount"]) = (id, SendsHalf, Usd(sent));
        (made["debitAmount"], made["receiveAmount"]) = (quote["debitAmount"]!.DeepClone(), Usd(receive));
        _outgoing[id] = made;
        grant.Spent += sent;
        _balances[wallet] -= sent;
        Receive(_incoming[quote["receiver"]!.GetValue<string>()], sent);
        return (201, made.DeepClone());
    }

    private void Receive(JsonObject incoming, long minor)
    {
        var received = Value(incoming["receivedAmount"]) + minor;
        incoming["receivedAmount"] = Usd(received);
        _balances[incoming["walletAddress"]!.GetValue<string>()] += minor;
        if (incoming["incomingAmount"] is { } asked && received >= Value(asked)) incoming["completed"] = true;
    }

    private bool Over(JsonObject incoming)
    {
        if (incoming["expiresAt"]?.GetValue<string>() is { } at && DateTimeOffset.Parse(at, CultureInfo.InvariantCulture) <= _clock.GetUtcNow()) incoming["completed"] = true;
        return incoming["completed"]!.GetValue<bool>();
    }

    private (int, JsonNode?) One(Dictionary<string, JsonObject> all, Grant grant, string type, HttpContext http)
    {
        if (!grant.Types.Contains(type)) return Refuse(403, "access");
        if (!all.TryGetValue(new Uri(Address, http.Request.Path.Value!).ToString(), out var found)) return Refuse(404, "not_found");
        if (type == "incoming-payment") Over(found);
        return (200, found.DeepClone());
    }

    private static (int, JsonNode?) List(Dictionary<string, JsonObject> all, Grant grant, string type, HttpContext http)
    {
        if (!grant.Types.Contains(type)) return Refuse(403, "access");
        var wallet = http.Request.Query["wallet-address"].ToString();
        var mine = all.Values.Where(p => p["walletAddress"]!.GetValue<string>() == wallet).Select(p => p.DeepClone()).ToArray();
        return (200, new JsonObject { ["pagination"] = new JsonObject { ["hasNextPage"] = false, ["hasPreviousPage"] = false }, ["result"] = new JsonArray(mine) });
    }

    // Strict: all that must be covered is covered, in any order, by a key we know, made within a minute, over what really came.
    private string? Unsigned(HttpContext http, byte[] body)
    {
        var request = http.Request;
        try
        {
            var covered = HttpSignatures.Read(request.Headers["Signature-Input"].ToString());
            List<string> needed = ["@method", "@target-uri"];
            if (request.Headers.ContainsKey("Authorization")) needed.Add("authorization");
            if (body.Length > 0) needed.AddRange(["content-digest", "content-length", "content-type"]);
            if (needed.Except(covered.Components).Any()) return "not_covered";
            if (Math.Abs(_clock.GetUtcNow().ToUnixTimeSeconds() - covered.Created) > 60) return "stale";
            if (!Keys.TryGetValue(covered.KeyId, out var key)) return "unknown_key";
            if (body.Length > 0 && request.Headers["Content-Digest"].ToString() != HttpSignatures.ContentDigest(body)) return "digest";
            return HttpSignatures.Verify(covered, name => name switch
            {
                "@method" => request.Method,
                "@target-uri" => $"{request.Scheme}://{request.Host}{request.Path}{request.QueryString}",
                _ => request.Headers.TryGetValue(name, out var value) ? value.ToString() : null,
            }, request.Headers["Signature"].ToString(), key) ? null : "signature";
        }
        catch (FormatException)
        {
            return "signature_form";
        }
    }

    private static async Task<byte[]> ReadBody(HttpContext http)
    {
        using var memory = new MemoryStream();
        await http.Request.Body.CopyToAsync(memory);
        return memory.ToArray();
    }

    private static (int, JsonNode?) Refuse(int status, string code) =>
        (status, new JsonObject { ["error"] = new JsonObject { ["code"] = code, ["description"] = code } });

    private static bool Extra(JsonObject asked, params string[] known) => asked.Any(f => !known.Contains(f.Key));

    private static JsonObject Usd(long minor) => new() { ["value"] = minor.ToString(CultureInfo.InvariantCulture), ["assetCode"] = "USD", ["assetScale"] = 2 };

    private static long Value(JsonNode? amount) => amount is null ? 0 : long.Parse(amount["value"]!.GetValue<string>(), CultureInfo.InvariantCulture);

    private string Next(string prefix) => $"{prefix}{Interlocked.Increment(ref _count)}x{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}";

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
