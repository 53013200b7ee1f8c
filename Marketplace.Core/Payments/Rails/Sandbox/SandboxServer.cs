using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Rails.Contract;
using Marketplace.Core.Payments.Rails.Http;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payments.Rails.Sandbox;

/// <summary>
/// The sandbox's API, inside our own process but spoken to in real HTTP messages. The fault dial sits on its line: it loses answers, cuts
/// them, delays them, before or after the book was written.
/// </summary>
public sealed class SandboxServer(
    IDbContextFactory<MarketplaceDb> contexts, SandboxBank bank, FaultDial dial, SandboxKeys keys, TimeProvider clock) : HttpMessageHandler
{
    /// <summary>Payees whose number ends so are unknown to the sandbox.</summary>
    public const string UnknownPayee = "0001";
    /// <summary>Payouts to numbers that end so wait until somebody decides in the rail lab.</summary>
    public const string SlowPayee = "0002";
    /// <summary>Of payouts to numbers that end so, only half arrives.</summary>
    public const string HalfPayee = "0003";
    /// <summary>For payouts to numbers that end so, the merchant's account is too low.</summary>
    public const string EmptyFloat = "0004";

    /// <summary>What a merchant sends.</summary>
    internal sealed record Order(string Reference, string Amount, string Currency, string? Party, string? Action, string? ReturnUrl,
        string? Description, long ExpiresAt, string? Collect);

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Headers.Authorization is not { Scheme: "Bearer", Parameter: { } key } || !SameKey(key)) return Error(HttpStatusCode.Unauthorized, "key");
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        var fault = await dial.OnTheLine($"{request.Method} {request.RequestUri!.PathAndQuery} {Hash(body)}", cancellationToken);
        if (fault == Fault.ServerError) return Error(HttpStatusCode.InternalServerError, "internal");
        if (fault == Fault.TooMany) return Error(HttpStatusCode.TooManyRequests, "too_many");

        var answer = await Answer(request, body, cancellationToken);
        switch (fault)
        {
            case Fault.Slow: throw new TaskCanceledException("The sandbox answered after our patience.", new TimeoutException());
            case Fault.LostAnswer: throw new HttpRequestException("The sandbox broke the line.");
            case Fault.Garbage: return Text(answer.StatusCode, "<html>Bad gateway</html>");
            case Fault.Truncated:
                var text = await answer.Content.ReadAsStringAsync(cancellationToken);
                return Text(answer.StatusCode, text[..(text.Length / 2)]);
            default: return answer;
        }
    }

    private async Task<HttpResponseMessage> Answer(HttpRequestMessage request, byte[] body, CancellationToken ct)
    {
        var path = request.RequestUri!.AbsolutePath.Trim('/').Split('/');
        var isPost = request.Method == HttpMethod.Post;
        return path switch
        {
            ["orders", "collect" or "refund" or "payout"] when isPost => await Make(Enum.Parse<OperationKind>(path[1], ignoreCase: true), body, ct),
            ["orders", var reference] when !isPost => await Tell(reference, ct),
            ["orders", var reference, "cancel"] when isPost => await Cancel(reference, ct),
            ["statements", var day, var currency] when !isPost => await Statement(day, currency, ct),
            _ => Error(HttpStatusCode.NotFound, "path"),
        };
    }

    private async Task<HttpResponseMessage> Make(OperationKind kind, byte[] body, CancellationToken ct)
    {
        var asked = JsonSerializer.Deserialize<Order>(body, SandboxRail.Json)!;
        var hash = Hash(body);
        if (await bank.Find(asked.Reference, ct) is { } known)
            return known.BodyHash == hash ? Say(known) : Error(HttpStatusCode.Conflict, "reference_used");
        if (!Asset.TryParse(asked.Currency, out var asset) || !DecimalAmounts.TryParse(asked.Amount, asset, out var amount) || !amount.IsPositive)
            return Error(HttpStatusCode.BadRequest, "amount");
        var party = asked.Party ?? "";
        if (kind == OperationKind.Payout && party.EndsWith(UnknownPayee, StringComparison.Ordinal)) return Error(HttpStatusCode.UnprocessableEntity, "unknown_payee");
        if (kind == OperationKind.Payout && party.EndsWith(EmptyFloat, StringComparison.Ordinal)) return Error(HttpStatusCode.UnprocessableEntity, "float_empty");

        var order = new SandboxOrder(kind, asked.Reference, hash, amount, clock.GetUtcNow().UtcDateTime)
        {
            Party = asked.Party, Action = Enum.TryParse<PayerAction>(asked.Action, out var action) ? action : PayerAction.None,
            ReturnUrl = asked.ReturnUrl, Description = asked.Description ?? "",
            ExpiresAt = DateTimeOffset.FromUnixTimeSeconds(asked.ExpiresAt).UtcDateTime,
        };
        if (kind == OperationKind.Refund && await ReserveRefund(asked.Collect ?? "", amount, ct) is { } refusal) return refusal;
        await using (var db = await contexts.CreateDbContextAsync(ct))
        {
            db.SandboxOrders.Add(order);
            try
            {
                await db.SaveChangesAsync(ct);
            }
            catch (DbUpdateException failure) when (db.Dialect.IsDuplicate(failure))
            {
                return Error(HttpStatusCode.Conflict, "reference_used");
            }
        }
        if (kind != OperationKind.Collect && !party.EndsWith(SlowPayee, StringComparison.Ordinal))
        {
            var half = kind == OperationKind.Payout && party.EndsWith(HalfPayee, StringComparison.Ordinal);
            await bank.Change(order.Id, (db, o, _) =>
            {
                bank.Send(db, o, half ? o.Minor / 2 : o.Minor);
                if (half) (o.Status, o.Reason) = (SandboxStatus.Refused, "partly_sent");
                return true;
            }, ct);
        }
        return Say((await bank.Find(order.Id, ct))!);
    }

    private async Task<HttpResponseMessage?> ReserveRefund(string collect, Money amount, CancellationToken ct)
    {
        var reserved = await bank.Change(collect, (_, order, _) =>
        {
            if (order.Kind != OperationKind.Collect || amount.Asset != order.Asset
                || amount.Minor > order.MovedMinor - order.RefundedMinor - order.ReversedMinor) return false;
            order.RefundedMinor += amount.Minor;
            return true;
        }, ct);
        return reserved ? null : Error(HttpStatusCode.UnprocessableEntity, "refund_too_large");
    }

    private async Task<HttpResponseMessage> Tell(string reference, CancellationToken ct)
    {
        if (await bank.Find(reference, ct) is not { } order) return Error(HttpStatusCode.NotFound, "order_unknown");
        if (order.IsOpen && order.Kind == OperationKind.Collect && order.MovedMinor == 0 && order.ExpiresAt <= clock.GetUtcNow().UtcDateTime
            && await bank.Do(order.Id, SandboxDeed.Expire, ct)) order = (await bank.Find(order.Id, ct))!;
        return Say(order);
    }

    private async Task<HttpResponseMessage> Cancel(string reference, CancellationToken ct)
    {
        if (await bank.Find(reference, ct) is not { } order) return Error(HttpStatusCode.NotFound, "order_unknown");
        await bank.Change(order.Id, (_, o, _) =>
        {
            if (!o.IsOpen) return false;
            o.Status = SandboxStatus.Cancelled;
            return true;
        }, ct);
        return Say((await bank.Find(order.Id, ct))!);
    }

    private async Task<HttpResponseMessage> Statement(string day, string currency, CancellationToken ct)
    {
        if (!DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return Error(HttpStatusCode.BadRequest, "day");
        if (!Asset.TryParse(currency, out var asset)) return Error(HttpStatusCode.BadRequest, "currency");
        var from = date.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        var to = from.AddDays(1);
        await using var db = await contexts.CreateDbContextAsync(ct);
        var until = await db.SandboxMovements.AsNoTracking().Where(m => m.Asset == asset && m.At < to).OrderBy(m => m.Id).ToListAsync(ct);
        return Respond(HttpStatusCode.OK, new
        {
            lines = until.Where(m => m.At >= from).Select(m => new
            {
                id = m.Id.ToString("N"),
                kind = m.Kind.ToString(),
                reference = m.Reference,
                order = m.OrderId,
                amount = new Money(m.Minor, asset).ToPlainText(),
                currency,
                at = new DateTimeOffset(m.At).ToUnixTimeMilliseconds(),
            }),
            closing = new Money(until.Sum(m => m.Minor), asset).ToPlainText(),
        });
    }

    private static HttpResponseMessage Say(SandboxOrder order) => Respond(HttpStatusCode.OK, new
    {
        id = order.Id,
        reference = order.Reference,
        status = order.Status.ToString(),
        amount = order.Amount.ToPlainText(),
        currency = order.Asset.Code,
        moved = new Money(order.MovedMinor, order.Asset).ToPlainText(),
        reversed = new Money(order.ReversedMinor, order.Asset).ToPlainText(),
        fee = new Money(order.FeeMinor, order.Asset).ToPlainText(),
        reason = order.Reason,
    });

    private static HttpResponseMessage Error(HttpStatusCode status, string code) => Respond(status, new { error = code });

    private static HttpResponseMessage Respond(HttpStatusCode status, object body) => Text(status, JsonSerializer.Serialize(body));

    private static HttpResponseMessage Text(HttpStatusCode status, string text) =>
        new(status) { Content = new StringContent(text, Encoding.UTF8, "application/json") };

    private bool SameKey(string given) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(keys.Api));

    private static string Hash(byte[] body) => Convert.ToHexStringLower(SHA256.HashData(body));
}
