using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Rails.Contract;
using Marketplace.Core.Payments.Rails.Http;

namespace Marketplace.Core.Payments.Rails.Sandbox;

/// <summary>The connector to the sandbox. It knows of the sandbox only what comes over its line.</summary>
public sealed class SandboxRail : IPaymentProvider, IDisposable
{
    /// <summary>Code of the rail.</summary>
    public const string Code = "sandbox";
    /// <summary>The door of its messages.</summary>
    public const string HookPath = "/hooks/rails/sandbox";
    /// <summary>Header of the signature, lower-case.</summary>
    public const string SignatureHeader = "sandbox-signature";
    /// <summary>A message signed longer ago, or further in the future, is not believed.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private readonly HttpClient _http;
    private readonly SandboxKeys _keys;
    private readonly TimeProvider _clock;
    private readonly RailsOptions _options;

    /// <summary>Connects to the twin inside this process.</summary>
    public SandboxRail(SandboxServer server, SandboxKeys keys, RailsOptions options, TimeProvider clock)
    {
        (_keys, _options, _clock) = (keys, options, clock);
        _http = new HttpClient(server, disposeHandler: false) { BaseAddress = new Uri("https://sandbox.invalid/"), Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <inheritdoc/>
    public RailCapabilities Describe() => new(Code, "Sandbox")
    {
        Assets = [Asset.Ghs, Asset.Cny, Asset.Usd, Asset.Eur], CanCollect = true, CanPayOut = true, Refunds = RefundSupport.Partial,
        Webhooks = WebhookTrust.Verified, HasStatements = true, LeastMinor = 1, Patience = TimeSpan.FromMinutes(15),
        PayerActions = [PayerAction.PhonePrompt, PayerAction.Qr, PayerAction.Redirect], Idempotency = Idempotency.NaturalKey,
        QuietTime = TimeSpan.FromSeconds(30), IsPretence = true,
    };

    /// <inheritdoc/>
    public Task<SendAnswer> StartCollect(RailRequest request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Send("collect", request, told => new PayerStep(request.Action, $"{_options.PublicUrl.TrimEnd('/')}/sandbox/{told.Id}"), ct);
    }

    /// <inheritdoc/>
    public Task<SendAnswer> Refund(RailRequest request, CancellationToken ct) => Send("refund", request, _ => null, ct);

    /// <inheritdoc/>
    public Task<SendAnswer> PayOut(RailRequest request, CancellationToken ct) => Send("payout", request, _ => null, ct);

    /// <inheritdoc/>
    public async Task<SendAnswer> Cancel(RailRequest request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var answer = await Call(HttpMethod.Post, $"orders/{request.Key}/cancel", null, ct);
        return answer.IsSuccessStatusCode
            ? new SendAnswer.Accepted(request.ProviderRef ?? request.Key)
            : new SendAnswer.Unknown($"status {(int)answer.StatusCode}");
    }

    /// <inheritdoc/>
    public async Task<ProviderState> Query(RailRequest request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var answer = await Call(HttpMethod.Get, $"orders/{request.Key}", null, ct);
        if (answer.StatusCode == HttpStatusCode.NotFound && (await Read<Refusal>(answer, ct)).Error == "order_unknown")
            return new ProviderState(ProviderStatus.NeverSeen, Money.Zero(request.Amount.Asset));
        if (!answer.IsSuccessStatusCode) return ProviderState.Nothing(request.Amount.Asset, $"status {(int)answer.StatusCode}");
        var told = await Read<Told>(answer, ct);
        // An answer about something else is no answer.
        if (told.Reference != request.Key || told.Currency != request.Amount.Asset.Code) return ProviderState.Nothing(request.Amount.Asset, "other_order");
        var asset = request.Amount.Asset;
        return new ProviderState(Status(told.Status), DecimalAmounts.Parse(told.Moved, asset))
        {
            ProviderRef = told.Id, Reason = told.Reason, Reversed = DecimalAmounts.Parse(told.Reversed, asset), Fee = DecimalAmounts.Parse(told.Fee, asset),
        };
    }

    /// <inheritdoc/>
    public WebhookVerdict ParseWebhook(WebhookRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!request.Headers.TryGetValue(SignatureHeader, out var signature)) return new WebhookVerdict.Invalid("unsigned");
        var parts = signature.Split(',', 3);
        if (parts is not [['t', '=', .. var time], ['v', '1', '=', .. var hex]]
            || !long.TryParse(time, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var seconds))
            return new WebhookVerdict.Invalid("signature_form");
        var now = _clock.GetUtcNow().ToUnixTimeSeconds();
        if (seconds > now + Window.TotalSeconds || seconds < now - Window.TotalSeconds) return new WebhookVerdict.Invalid("stale");
        if (!_keys.IsSigned(seconds, request.Body.Span, hex)) return new WebhookVerdict.Invalid("signature");
        var message = JsonSerializer.Deserialize<Message>(request.Body.Span, Json);
        return message is { Id.Length: > 0, Data.Reference.Length: > 0 }
            ? new WebhookVerdict.Heard(message.Id, message.Data.Reference, message.Data.Id)
            : new WebhookVerdict.Ignored();
    }

    /// <inheritdoc/>
    public async Task<Statement> Statement(DateOnly day, Asset asset, CancellationToken ct)
    {
        using var answer = await Call(HttpMethod.Get, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"statements/{day:yyyy-MM-dd}/{asset.Code}"), null, ct);
        if (!answer.IsSuccessStatusCode) return new Statement(null, "", null);
        var bytes = await answer.Content.ReadAsByteArrayAsync(ct);
        var told = JsonSerializer.Deserialize<ToldStatement>(bytes, Json)!;
        return new Statement(
            [.. told.Lines.Select(line => new StatementLine(line.Id, Enum.Parse<StatementLineKind>(line.Kind), line.Reference, line.Order,
                DecimalAmounts.Parse(line.Amount, asset), DateTimeOffset.FromUnixTimeMilliseconds(line.At).UtcDateTime))],
            Convert.ToHexStringLower(SHA256.HashData(bytes)), DecimalAmounts.Parse(told.Closing, asset));
    }

    private async Task<SendAnswer> Send(string kind, RailRequest request, Func<Told, PayerStep?> step, CancellationToken ct)
    {
        using var answer = await Call(HttpMethod.Post, $"orders/{kind}", new SandboxServer.Order(
            request.Key, request.Amount.ToPlainText(), request.Amount.Asset.Code, request.Party, request.Action.ToString(), request.ReturnUrl,
            request.Description, new DateTimeOffset(request.ExpiresAt).ToUnixTimeSeconds(), request.CollectKey), ct);
        if (answer.StatusCode is HttpStatusCode.UnprocessableEntity or HttpStatusCode.BadRequest)
            return new SendAnswer.Rejected((await Read<Refusal>(answer, ct)).Error);
        if (!answer.IsSuccessStatusCode) return new SendAnswer.Unknown($"status {(int)answer.StatusCode}");
        var told = await Read<Told>(answer, ct);
        return told.Reference == request.Key ? new SendAnswer.Accepted(told.Id, step(told)) : new SendAnswer.Unknown("other_order");
    }

    private async Task<HttpResponseMessage> Call(HttpMethod method, string path, object? body, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body, options: Json) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _keys.Api);
        return await _http.SendAsync(request, ct);
    }

    private static async Task<T> Read<T>(HttpResponseMessage answer, CancellationToken ct) =>
        JsonSerializer.Deserialize<T>(await answer.Content.ReadAsByteArrayAsync(ct), Json) ?? throw new JsonException("Nothing was answered.");

    private static ProviderStatus Status(string status) => Enum.Parse<SandboxStatus>(status) switch
    {
        SandboxStatus.Done => ProviderStatus.Succeeded,
        SandboxStatus.Refused => ProviderStatus.Failed,
        SandboxStatus.Cancelled => ProviderStatus.Cancelled,
        SandboxStatus.Expired => ProviderStatus.Expired,
        _ => ProviderStatus.Pending,
    };

    private sealed record Told(string Id, string Reference, string Status, string Amount, string Currency, string Moved, string Reversed, string Fee, string? Reason);

    private sealed record Refusal(string Error);

    private sealed record Message(string Id, MessageData Data);

    private sealed record MessageData(string Id, string Reference);

    private sealed record ToldStatement(IReadOnlyList<ToldLine> Lines, string Closing);

    private sealed record ToldLine(string Id, string Kind, string Reference, string Order, string Amount, long At);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();
}
