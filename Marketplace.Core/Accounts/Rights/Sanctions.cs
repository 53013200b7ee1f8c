using Marketplace.Core.Accounts.Sessions;
using Marketplace.Core.Kernel;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Accounts.Rights;

/// <summary>Support suspends, a superadmin suspends or bans an account. All its sessions end at once; nothing is deleted.</summary>
/// <remarks>
/// A new sanction takes the place of the one in force. Errors: account.not_allowed (also for staff accounts, unless a superadmin asks),
/// account.unknown, sanction.self, sanction.past, sanction.ban_end, staff.last, field.missing, field.long. Raises
/// <see cref="SanctionChanged"/>.
/// </remarks>
public sealed class ImposeSanction(Work work, ActorCache actors, TimeProvider clock)
{
    /// <summary>Longest reason, characters.</summary>
    public const int ReasonLimit = 500;

    /// <param name="User">Whose account.</param>
    /// <param name="Kind">How severe.</param>
    /// <param name="Reason">Why; the owner reads it.</param>
    /// <param name="Until">When a suspension ends by itself, UTC; null for not by itself.</param>
    /// <param name="Key">Idempotency key.</param>
    public sealed record Command(UserId User, SanctionKind Kind, string Reason, DateTime? Until, Guid Key) : ICommand
    {
        /// <inheritdoc/>
        public IEnumerable<Error> Problems()
        {
            if (string.IsNullOrWhiteSpace(Reason)) yield return AccountErrors.Missing(nameof(Reason));
            else if (Reason.Length > ReasonLimit) yield return AccountErrors.TooLong(nameof(Reason), ReasonLimit);
            if (Kind == SanctionKind.Ban && Until is not null) yield return AccountErrors.BanHasNoEnd;
        }
    }

    /// <summary>Closes the account.</summary>
    public async Task<Result<Done>> Run(Command command, Actor actor, CancellationToken ct)
    {
        var result = await work.Run<Done>(command, actor, async db =>
        {
            if (!SanctionDoor.MayDecide(actor, command.Kind)) return AccountErrors.NotAllowed;
            var user = await db.Users.SingleOrDefaultAsync(u => u.Id == command.User.Value, ct);
            if (user is null) return AccountErrors.Unknown;
            if (user.UserId == actor.UserId) return AccountErrors.OwnSanction;
            var open = await db.OpenSanction(user.Id, ct);
            if (open is not null && !SanctionDoor.MayDecide(actor, open.Kind)) return AccountErrors.NotAllowed;
            if (!await db.MayTouch(actor, user, ct)) return AccountErrors.NotAllowed;
            if (await db.IsSuperadmin(user.UserId, ct) && !await db.AnotherSuperadmin(user.UserId, ct)) return AccountErrors.LastSuperadmin;
            var now = clock.GetUtcNow().UtcDateTime;
            if (command.Until <= now) return AccountErrors.EndInPast;

            open?.GiveWay(actor.UserId, now);
            db.Sanctions.Add(new Sanction(user.UserId, command.Kind, PlainText.Lines(command.Reason), command.Until, actor.UserId, now));
            user.SuspendedAt ??= now;
            await db.EndSessionsOf(user, now, ct);
            if (command.Until is { } until) await Timers.Set(db, EndSanction.TimerKind, user.Id, until, ct);
            else await Timers.Cancel(db, EndSanction.TimerKind, user.Id, ct);
            return default(Done);
        }, ct);
        actors.Forget(command.User);
        return result;
    }
}

/// <summary>Whoever may impose a sanction of its kind opens the account again.</summary>
/// <remarks>Errors: account.not_allowed, account.unknown, sanction.none, field.missing, field.long. Raises <see cref="SanctionChanged"/>.</remarks>
public sealed class LiftSanction(Work work, TimeProvider clock)
{
    /// <param name="User">Whose account.</param>
    /// <param name="Reason">Why; the owner reads it in a mail.</param>
    /// <param name="Key">Idempotency key.</param>
    public sealed record Command(UserId User, string Reason, Guid Key) : ICommand
    {
        /// <inheritdoc/>
        public IEnumerable<Error> Problems()
        {
            if (string.IsNullOrWhiteSpace(Reason)) yield return AccountErrors.Missing(nameof(Reason));
            else if (Reason.Length > ImposeSanction.ReasonLimit) yield return AccountErrors.TooLong(nameof(Reason), ImposeSanction.ReasonLimit);
        }
    }

    /// <summary>Opens the account.</summary>
    public Task<Result<Done>> Run(Command command, Actor actor, CancellationToken ct) =>
        work.Run<Done>(command, actor, async db =>
        {
            if (!SanctionDoor.MayDecide(actor, SanctionKind.Suspension)) return AccountErrors.NotAllowed;
            var user = await db.Users.SingleOrDefaultAsync(u => u.Id == command.User.Value, ct);
            if (user is null) return AccountErrors.Unknown;
            if (user.SuspendedAt is null || await db.OpenSanction(user.Id, ct) is not { } open) return AccountErrors.NotClosed;
            if (!SanctionDoor.MayDecide(actor, open.Kind) || !await db.MayTouch(actor, user, ct)) return AccountErrors.NotAllowed;
            // A sanction that was changed since its timer was set ends by the new one.
            if (actor.IsSystem && !(open.Until <= clock.GetUtcNow().UtcDateTime)) return default(Done);

            open.Lift(PlainText.Lines(command.Reason), actor.UserId, clock.GetUtcNow().UtcDateTime);
            user.SuspendedAt = null;
            user.Lock();
            if (!actor.IsSystem) await Timers.Cancel(db, EndSanction.TimerKind, user.Id, ct);
            return default(Done);
        }, ct);
}

/// <summary>Opens an account when its suspension was to end.</summary>
public sealed class EndSanction(LiftSanction lift) : ITimerHandler
{
    internal const string TimerKind = "sanction.end";

    /// <inheritdoc/>
    public string Kind => TimerKind;

    /// <inheritdoc/>
    public async Task Fire(DueTimer timer, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(timer);
        var lifted = await lift.Run(new(new(timer.Subject), "The suspension was to end now.", timer.Id), Actor.System("sanctions"), ct);
        // Somebody was faster: then there is nothing to end.
        if (lifted.Error is { Code: not ("sanction.none" or "account.unknown") } error)
            throw new InvalidOperationException($"The suspension of {timer.Subject} did not end: {error.Code}");
    }
}

/// <summary>Who may decide about whom.</summary>
internal static class SanctionDoor
{
    public static bool MayDecide(Actor actor, SanctionKind kind) =>
        actor.IsSystem || actor.Is(StaffRole.Superadmin) || (kind == SanctionKind.Suspension && actor.Is(StaffRole.Support));

    /// <summary>Accounts of staff are touched by superadmins alone.</summary>
    public static async Task<bool> MayTouch(this MarketplaceDb db, Actor actor, User user, CancellationToken ct) =>
        actor.IsSystem || actor.Is(StaffRole.Superadmin)
        || !await db.StaffGrants.AnyAsync(g => g.UserId == user.Id && g.EndedAt == null, ct);

    public static Task<Sanction?> OpenSanction(this MarketplaceDb db, Guid user, CancellationToken ct) =>
        db.Sanctions.SingleOrDefaultAsync(s => s.UserId == user && s.EndedAt == null, ct);

    public static Task<bool> IsSuperadmin(this MarketplaceDb db, UserId user, CancellationToken ct) =>
        db.StaffGrants.AnyAsync(g => g.UserId == user.Value && g.Role == StaffRole.Superadmin && g.EndedAt == null, ct);

    /// <summary>
    /// Whether the house still has a superadmin without this one: a closed account does not count. All holders are touched, so that
    /// two of them cannot remove each other in the same moment.
    /// </summary>
    public static async Task<bool> AnotherSuperadmin(this MarketplaceDb db, UserId without, CancellationToken ct)
    {
        var holders = await db.StaffGrants.Where(g => g.Role == StaffRole.Superadmin && g.EndedAt == null).ToListAsync(ct);
        foreach (var holder in holders) db.Entry(holder).State = EntityState.Modified;
        var others = holders.Where(g => g.UserId != without.Value).Select(g => g.UserId).ToList();
        return await db.Users.AnyAsync(u => others.Contains(u.Id) && u.SuspendedAt == null, ct);
    }
}
