using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Kernel;

/// <summary>Business timers: rows of the same transaction as what they are about, so that none is lost or doubled.</summary>
public static class Timers
{
    /// <summary>Sets the timer of this kind for this subject, or moves the one that waits.</summary>
    public static async Task Set(MarketplaceDb db, string kind, Guid subject, DateTime dueAt, CancellationToken ct = default)
    {
        if (await Waiting(db, kind, subject, ct) is { } waiting) waiting.DueAt = dueAt;
        else db.Timers.Add(new DueTimer { Kind = kind, Subject = subject, DueAt = dueAt });
    }

    /// <summary>Takes back the timer that waits, if there is one.</summary>
    public static async Task Cancel(MarketplaceDb db, string kind, Guid subject, CancellationToken ct = default)
    {
        if (await Waiting(db, kind, subject, ct) is { } waiting) db.Timers.Remove(waiting);
    }

    private static async Task<DueTimer?> Waiting(MarketplaceDb db, string kind, Guid subject, CancellationToken ct)
    {
        if (db.Tracked<DueTimer>().FirstOrDefault(t => t.Kind == kind && t.Subject == subject && t.FiredAt == null) is { } known) return known;
        var stored = await db.Timers.FirstOrDefaultAsync(t => t.Kind == kind && t.Subject == subject && t.FiredAt == null, ct);
        // A timer that this step has taken back stands in the database until the step is saved.
        return stored is null || db.Entry(stored).State == EntityState.Deleted ? null : stored;
    }
}

/// <summary>Does what a timer of its kind was set for.</summary>
public interface ITimerHandler
{
    /// <summary>The kind of timer, for example <c>upload.expire</c>.</summary>
    string Kind { get; }

    /// <summary>
    /// Fires. It may be called again for the same timer, so the use case it runs takes <see cref="DueTimer.Id"/> as its key.
    /// Throwing means: try again later.
    /// </summary>
    Task Fire(DueTimer timer, CancellationToken ct);
}
