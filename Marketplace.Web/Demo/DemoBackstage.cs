using System.Text.Json;
using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Rails.Sandbox;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Web.Demo;

/// <summary>
/// Contexts whose news and timers stay behind the stage: the server of today would tell and fire them today, and the books would say that
/// everything happened now. The past tells and fires them itself, on its own day.
/// </summary>
internal sealed class DemoBackstage(IDbContextFactory<MarketplaceDb> stage, TimeProvider clock) : IDbContextFactory<MarketplaceDb>
{
    /// <inheritdoc/>
    public MarketplaceDb CreateDbContext() => Watched(stage.CreateDbContext());

    /// <inheritdoc/>
    public async Task<MarketplaceDb> CreateDbContextAsync(CancellationToken cancellationToken = default) => Watched(await stage.CreateDbContextAsync(cancellationToken));

    private MarketplaceDb Watched(MarketplaceDb db)
    {
        db.SavingChanges -= Hide; // Contexts are pooled.
        db.SavingChanges += Hide;
        return db;
    }

    private void Hide(object? sender, SavingChangesEventArgs e)
    {
        foreach (var entry in ((MarketplaceDb)sender!).ChangeTracker.Entries().Where(entry => entry.State == EntityState.Added))
            switch (entry.Entity)
            {
                case DueTimer timer: timer.RetryAt = OutboxMessage.Never; break;
                case OutboxMessage message: message.DueAt = OutboxMessage.Never; break;
                case SandboxDelivery delivery: delivery.TakenAt = clock.GetUtcNow().UtcDateTime; break;
            }
    }

    /// <summary>What is left to do belongs to the server of today.</summary>
    public static async Task HandOver(MarketplaceDb db, DateTime now, CancellationToken ct)
    {
        await db.Timers.Where(t => t.FiredAt == null && t.RetryAt == OutboxMessage.Never).ExecuteUpdateAsync(set => set.SetProperty(t => t.RetryAt, (DateTime?)null), ct);
        await db.Outbox.Where(m => m.DoneAt == null && m.DueAt == OutboxMessage.Never && m.Attempts == 0).ExecuteUpdateAsync(set => set.SetProperty(m => m.DueAt, now), ct);
    }
}

/// <summary>Tells the news and fires the timers of the past on their own day.</summary>
internal sealed class DemoDays(DemoPast past)
{
    /// <summary>Goes to an instant and lets everything happen on the way; an earlier one changes nothing.</summary>
    public async Task LiveUntil(DateTime instant, CancellationToken ct)
    {
        await Tell(ct);
        while (await Due(instant, ct) is { } timer)
        {
            past.MoveTo(timer.DueAt);
            await Fire(timer, ct);
            await Tell(ct);
        }
        past.MoveTo(instant);
    }

    private async Task<DueTimer?> Due(DateTime until, CancellationToken ct)
    {
        await using var db = await Contexts.CreateDbContextAsync(ct);
        return await db.Timers.AsNoTracking().Where(t => t.FiredAt == null && t.RetryAt == OutboxMessage.Never && t.DueAt <= until)
            .OrderBy(t => t.DueAt).ThenBy(t => t.Id).FirstOrDefaultAsync(ct);
    }

    private async Task Fire(DueTimer timer, CancellationToken ct)
    {
        using (var scope = past.Get<IServiceScopeFactory>().CreateScope())
            await scope.ServiceProvider.GetServices<ITimerHandler>().Single(h => h.Kind == timer.Kind).Fire(timer, ct);
        await using var db = await Contexts.CreateDbContextAsync(ct);
        await db.Timers.Where(t => t.Id == timer.Id).ExecuteUpdateAsync(set => set.SetProperty(t => t.FiredAt, past.Now).SetProperty(t => t.RetryAt, (DateTime?)null), ct);
    }

    private async Task Tell(CancellationToken ct)
    {
        while (true)
        {
            await using var db = await Contexts.CreateDbContextAsync(ct);
            var news = await db.Outbox.Where(m => m.DoneAt == null && m.DueAt == OutboxMessage.Never && m.Attempts == 0).OrderBy(m => m.Id).Take(100).ToListAsync(ct);
            if (news.Count == 0) return;
            foreach (var message in news)
            {
                await Handle(message, ct);
                message.DoneAt = past.Now;
                message.DueAt = message.At;
            }
            await db.SaveChangesAsync(ct);
        }
    }

    private async Task Handle(OutboxMessage message, CancellationToken ct)
    {
        var type = past.Get<EventTypes>().Find(message.Type)!;
        var happened = JsonSerializer.Deserialize(message.Body, type, KernelJson.Plain)!;
        var handler = typeof(IEventHandler<>).MakeGenericType(type);
        using var scope = past.Get<IServiceScopeFactory>().CreateScope();
        foreach (var one in scope.ServiceProvider.GetServices(handler))
            if (!one!.GetType().Name.EndsWith("Mails", StringComparison.Ordinal)) // Nobody is written to about what never happened.
                await (Task)handler.GetMethod("Handle")!.Invoke(one, [happened, ct])!;
    }

    private IDbContextFactory<MarketplaceDb> Contexts => past.Get<IDbContextFactory<MarketplaceDb>>();
}
