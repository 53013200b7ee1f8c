using System.Diagnostics.Metrics;
using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Rails.Contract;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payments.Rails.Inbox;

/// <summary>What the sender is told.</summary>
public enum WebhookAnswer
{
    /// <summary>Stored, or stored before, or nothing to us.</summary>
    Taken,
    /// <summary>Not believed.</summary>
    Refused,
    /// <summary>No such rail.</summary>
    NoSuchDoor,
}

/// <summary>
/// A message of a rail comes in: checked on its raw bytes, stored once, answered at once. What follows from it is done from the table.
/// </summary>
public sealed class ReceiveWebhook(IDbContextFactory<MarketplaceDb> contexts, RailBook rails, OutboxSignal outbox, TimeProvider clock)
{
    /// <summary>So many messages that were not believed are kept per rail, as samples.</summary>
    public const int MostSamples = 50;
    private const int SampleBytes = 1024;
    private static readonly Counter<long> Refused = new Meter("Marketplace").CreateCounter<long>("marketplace.webhooks.refused");

    /// <summary>Takes a message.</summary>
    public async Task<WebhookAnswer> Run(string rail, WebhookRequest request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (rails.Find(rail) is not { } provider || provider.Describe().Webhooks == WebhookTrust.None) return WebhookAnswer.NoSuchDoor;
        switch (Parse(provider, request))
        {
            case WebhookVerdict.Heard { EventKey.Length: > 0 and <= 200 } heard:
                await Store(rail, heard, request, ct);
                return WebhookAnswer.Taken;
            case WebhookVerdict.Ignored:
                return WebhookAnswer.Taken;
            case var verdict:
                Refused.Add(1, new KeyValuePair<string, object?>("rail", rail));
                await KeepSample(rail, verdict is WebhookVerdict.Invalid invalid ? invalid.Why : "key", request, ct);
                return WebhookAnswer.Refused;
        }
    }

    // Whatever a stranger's bytes do to a connector, they are not believed.
    private static WebhookVerdict Parse(IPaymentProvider provider, WebhookRequest request)
    {
        try
        {
            return request.Body.Length > WebhookRequest.MostBytes ? new WebhookVerdict.Invalid("size") : provider.ParseWebhook(request);
        }
        catch (Exception failure) when (failure is FormatException or System.Text.Json.JsonException or ArgumentException
            or InvalidOperationException or KeyNotFoundException or OverflowException)
        {
            return new WebhookVerdict.Invalid(failure.GetType().Name);
        }
    }

    private async Task Store(string rail, WebhookVerdict.Heard heard, WebhookRequest request, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.WebhookMessages.AnyAsync(m => m.Rail == rail && m.EventKey == heard.EventKey, ct)) return;
        var now = clock.GetUtcNow().UtcDateTime;
        var message = new WebhookMessage
        {
            Rail = rail, EventKey = heard.EventKey, OperationKey = heard.OperationKey, ProviderRef = heard.ProviderRef, Headers = Headers(request),
            Body = request.Body.ToArray(), ReceivedAt = now,
        };
        db.WebhookMessages.Add(message);
        db.Tell(new WebhookArrived(message.Id, rail), now);
        try
        {
            await db.SaveChangesAsync(ct);
            outbox.Wake();
        }
        catch (DbUpdateException failure) when (db.Dialect.IsDuplicate(failure))
        {
            // A copy was faster; the sender hears the same answer.
        }
    }

    private async Task KeepSample(string rail, string why, WebhookRequest request, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.WebhookMessages.CountAsync(m => m.Rail == rail && m.State == WebhookState.Invalid, ct) >= MostSamples) return;
        var id = Guid.CreateVersion7();
        db.WebhookMessages.Add(new WebhookMessage
        {
            Id = id, Rail = rail, EventKey = $"refused:{id:N}", Headers = "", Body = request.Body[..Math.Min(SampleBytes, request.Body.Length)].ToArray(),
            ReceivedAt = clock.GetUtcNow().UtcDateTime, State = WebhookState.Invalid, Reason = why,
        });
        await db.SaveChangesAsync(ct);
    }

    // Only what a signature can stand in: no cookies, no tokens.
    private static string Headers(WebhookRequest request)
    {
        var kept = request.Headers.Where(h => h.Key.Contains("signature", StringComparison.Ordinal) || h.Key is "content-type" or "content-digest")
            .Select(h => $"{h.Key}: {h.Value}");
        var text = string.Join('\n', kept);
        return text.Length <= 4000 ? text : text[..4000];
    }
}
