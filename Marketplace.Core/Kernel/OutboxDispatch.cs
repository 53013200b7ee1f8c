using System.Reflection;
using System.Text.Json;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Marketplace.Core.Kernel;

/// <summary>
/// Tells committed events to open pages and to their handlers, at least once. A failing message is tried again later and later, and is put
/// aside after <see cref="OutboxMessage.TriesBeforeAside"/> tries; it never holds up the others.
/// </summary>
public sealed class OutboxDispatch(
    CommitGroup group, IServiceScopeFactory scopes, EventTypes types, TimeProvider clock, ILogger<OutboxDispatch> log)
{
    private static readonly MethodInfo Dispatching =
        typeof(OutboxDispatch).GetMethod(nameof(Dispatch), BindingFlags.NonPublic | BindingFlags.Static)!;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestHandling = TimeSpan.FromMinutes(1);

    /// <summary>Takes and tells what is due now.</summary>
    /// <param name="limit">At most so many messages.</param>
    /// <param name="ct">Stops between messages; what was taken and not told comes again after its lease.</param>
    /// <returns>How many messages were taken; fewer than the limit means that nothing is left.</returns>
    public async Task<int> Run(int limit, CancellationToken ct)
    {
        var now = Now();
        var taken = await group.Run(async db => (await db.Dialect.ClaimOutbox(db, now, now + Lease, limit, ct), true), ct);
        foreach (var message in taken)
        {
            if (Now() + LongestHandling > now + Lease) break; // The rest comes again; another node may take it then.
            await Tell(message, ct);
        }
        return taken.Count;
    }

    private async Task Tell(OutboxMessage message, CancellationToken ct)
    {
        Correlation.Continue(message.CorrelationId);
        string? error = null;
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
            patience.CancelAfter(LongestHandling);
            await using var scope = scopes.CreateAsyncScope();
            await Handle(message, scope.ServiceProvider, patience.Token);
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            error = failure.Message;
            log.LogError(failure, "Event {Event} {EventId} failed at try {Attempt}", message.Type, message.Id, message.Attempts);
        }
        await Settle(message, error, ct);
    }

    private async Task Handle(OutboxMessage message, IServiceProvider services, CancellationToken ct)
    {
        var type = types.Find(message.Type) ?? throw new InvalidOperationException($"This version knows no event {message.Type}.");
        var happened = (IEvent)JsonSerializer.Deserialize(message.Body, type, KernelJson.Plain)!;
        LiveNews[] news = happened is ILiveEvent live
            ? [.. live.Topics.Select(topic => new LiveNews(topic, type.Name, message.Id))]
            : [];
        var bridge = services.GetRequiredService<ILiveBridge>();
        if (news.Length > 0) await bridge.Tell(news, ct);

        var handled = await (Task<int>)Dispatching.MakeGenericMethod(type).Invoke(null, [happened, services, ct])!;
        // Pages that show what the handlers wrote have to look again.
        if (news.Length > 0 && handled > 0) await bridge.Tell(news, ct);
    }

    private static async Task<int> Dispatch<TEvent>(TEvent happened, IServiceProvider services, CancellationToken ct) where TEvent : IEvent
    {
        var handlers = services.GetServices<IEventHandler<TEvent>>().ToList();
        foreach (var handler in handlers) await handler.Handle(happened, ct);
        return handlers.Count;
    }

    private async Task Settle(OutboxMessage message, string? error, CancellationToken ct)
    {
        var now = Now();
        var due = message.Attempts >= OutboxMessage.TriesBeforeAside ? OutboxMessage.Never : now + Backoff.After(message.Attempts);
        if (error is not null && due == OutboxMessage.Never)
            log.LogCritical("Event {Event} {EventId} was put aside after {Attempt} tries", message.Type, message.Id, message.Attempts);
        var told = error is null ? null : Backoff.Short(error);
        await group.Run(async db =>
        {
            var row = db.Outbox.Where(m => m.Id == message.Id);
            var rows = error is null
                ? await row.ExecuteUpdateAsync(set => set.SetProperty(m => m.DoneAt, now).SetProperty(m => m.LastError, (string?)null), ct)
                : await row.ExecuteUpdateAsync(set => set.SetProperty(m => m.DueAt, due).SetProperty(m => m.LastError, told), ct);
            return (rows, true);
        }, ct);
    }

    private DateTime Now() => clock.GetUtcNow().UtcDateTime;
}
