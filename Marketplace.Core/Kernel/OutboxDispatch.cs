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
    // So many may be told again when the process dies before they are settled; handlers expect that.
    private const int SettledTogether = 20;
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
        foreach (var some in taken.Chunk(SettledTogether))
        {
            List<(OutboxMessage Message, string? Error)> told = [];
            try
            {
                foreach (var message in some)
                {
                    if (Now() + LongestHandling > now + Lease) return taken.Count; // The rest comes again; another node may take it then.
                    told.Add((message, await Tell(message, ct)));
                }
            }
            finally
            {
                await Settle(told);
            }
        }
        return taken.Count;
    }

    /// <summary>
    /// Takes back what a process that died was about to tell, where one process owns the database; elsewhere another node may still be at
    /// it, and the lease decides. Called once, before the first <see cref="Run"/>.
    /// </summary>
    public async Task<int> TakeBack(CancellationToken ct)
    {
        var now = Now();
        return await group.Run(async db => (db.Dialect.HasOneWriter
            ? await db.Outbox.Where(m => m.DoneAt == null && m.LastError == null && m.DueAt > now && m.DueAt < OutboxMessage.Never)
                .ExecuteUpdateAsync(set => set.SetProperty(m => m.DueAt, now), ct)
            : 0, true), ct);
    }

    private async Task<string?> Tell(OutboxMessage message, CancellationToken ct)
    {
        Correlation.Continue(message.CorrelationId);
        using var span = Traces.Source.StartActivity("told " + message.Type[(message.Type.LastIndexOf('.') + 1)..]);
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
            span?.SetStatus(System.Diagnostics.ActivityStatusCode.Error);
            log.LogError(failure, "Event {Event} {EventId} failed at try {Attempt}", message.Type, message.Id, message.Attempts);
        }
        return error;
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

    // What was told is settled even when the process is told to stop.
    private async Task Settle(List<(OutboxMessage Message, string? Error)> told)
    {
        if (told.Count == 0) return;
        var now = Now();
        foreach (var (message, _) in told.Where(t => t.Error is not null && IsAside(t.Message)))
            log.LogCritical("Event {Event} {EventId} was put aside after {Attempt} tries", message.Type, message.Id, message.Attempts);
        await group.Run(async db =>
        {
            var done = told.Where(t => t.Error is null).Select(t => t.Message.Id).ToList();
            await db.Outbox.Where(m => done.Contains(m.Id)).ExecuteUpdateAsync(
                set => set.SetProperty(m => m.DoneAt, now).SetProperty(m => m.LastError, (string?)null), CancellationToken.None);
            foreach (var (message, error) in told.Where(t => t.Error is not null))
            {
                var due = IsAside(message) ? OutboxMessage.Never : now + Backoff.After(message.Attempts);
                var why = Backoff.Short(error!);
                await db.Outbox.Where(m => m.Id == message.Id).ExecuteUpdateAsync(
                    set => set.SetProperty(m => m.DueAt, due).SetProperty(m => m.LastError, why), CancellationToken.None);
            }
            return (told.Count, true);
        }, CancellationToken.None);
    }

    private static bool IsAside(OutboxMessage message) => message.Attempts >= OutboxMessage.TriesBeforeAside;

    private DateTime Now() => clock.GetUtcNow().UtcDateTime;
}
