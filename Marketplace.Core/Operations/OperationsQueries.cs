using Marketplace.Core.Kernel;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Operations;

/// <summary>What the pages of operations show. Everything but the status notice is for superadmins; others get nothing.</summary>
public sealed class OperationsQueries(IDbContextFactory<MarketplaceDb> contexts, TimeProvider clock)
{
    /// <summary>A chore with its alarm.</summary>
    /// <param name="Record">What it did last.</param>
    /// <param name="IsSilent">Whether it has not succeeded for longer than it may.</param>
    public sealed record ChoreLine(ChoreRecord Record, bool IsSilent);

    /// <summary>How the outbox stands.</summary>
    /// <param name="Waiting">Messages that wait, without those put aside.</param>
    /// <param name="Aside">Messages that were put aside.</param>
    /// <param name="Lag">Age of the oldest message that is due.</param>
    public sealed record OutboxState(int Waiting, int Aside, TimeSpan Lag);

    /// <summary>A page of audit rows.</summary>
    public sealed record AuditPage(IReadOnlyList<AuditEntry> Rows, bool HasMore);

    /// <summary>All chores, silent ones first.</summary>
    public async Task<IReadOnlyList<ChoreLine>> Chores(Actor actor, CancellationToken ct)
    {
        if (!OperationsErrors.MayOperate(actor)) return [];
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var records = await db.Chores.AsNoTracking().OrderBy(c => c.Name).ToListAsync(ct);
        return [.. records.Select(c => new ChoreLine(c, IsSilent(c, now))).OrderByDescending(c => c.IsSilent)];
    }

    /// <summary>Whether a chore has been silent for longer than it may; one that never ran counts from when it was first planned.</summary>
    public static bool IsSilent(ChoreRecord chore, DateTime now) =>
        now - (chore.SucceededAt ?? chore.PlannedAt) > TimeSpan.FromSeconds(chore.AlarmAfterSeconds);

    /// <summary>How far the outbox is behind.</summary>
    public async Task<OutboxState> Outbox(CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var open = db.Outbox.AsNoTracking().Where(m => m.DoneAt == null);
        var aside = await open.CountAsync(m => m.DueAt == OutboxMessage.Never, ct);
        var waiting = await open.CountAsync(m => m.DueAt != OutboxMessage.Never, ct);
        var oldest = await open.Where(m => m.DueAt <= now).OrderBy(m => m.DueAt).Select(m => (DateTime?)m.DueAt).FirstOrDefaultAsync(ct);
        return new OutboxState(waiting, aside, oldest is { } since ? now - since : TimeSpan.Zero);
    }

    /// <summary>Messages that failed at least once and are not told yet, those put aside first, at most 200.</summary>
    public async Task<IReadOnlyList<OutboxMessage>> FailedMessages(Actor actor, CancellationToken ct)
    {
        if (!OperationsErrors.MayOperate(actor)) return [];
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Outbox.AsNoTracking().Where(m => m.DoneAt == null && m.LastError != null)
            .OrderByDescending(m => m.DueAt).Take(200).ToListAsync(ct);
    }

    /// <summary>Audit rows, newest first: by action, actor name or correlation id, where one is given.</summary>
    public async Task<AuditPage> Audit(Actor actor, string? search, long? before, CancellationToken ct)
    {
        const int size = 50;
        if (!OperationsErrors.MayOperate(actor)) return new AuditPage([], false);
        await using var db = await contexts.CreateDbContextAsync(ct);
        var rows = db.AuditEntries.AsNoTracking();
        if (SearchWords.Of(search) is { Length: > 0 } text)
            rows = rows.Where(a => a.Action == text || a.ActorName == text || a.CorrelationId == text || a.Detail.Contains(text));
        if (before is not null) rows = rows.Where(a => a.Sequence < before);
        var page = await rows.OrderByDescending(a => a.Sequence).Take(size + 1).ToListAsync(ct);
        return new AuditPage([.. page.Take(size)], page.Count > size);
    }

    /// <summary>The notice that stands on the status page, for everybody.</summary>
    public async Task<StatusNotice?> Notice(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.StatusNotices.AsNoTracking().Where(n => n.EndedAt == null).OrderByDescending(n => n.Id).FirstOrDefaultAsync(ct);
    }
}
