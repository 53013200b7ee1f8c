using Marketplace.Core.Accounts.Sessions;
using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Accounts.Rights;

/// <summary>A superadmin gives somebody a staff role. It has an effect only once that account has a second factor.</summary>
/// <remarks>Errors: account.not_allowed, account.unknown, staff.sells. Raises <see cref="StaffRoleChanged"/>.</remarks>
public sealed class GrantStaffRole(Work work, ActorCache actors, TimeProvider clock)
{
    /// <summary>To whom, and which role.</summary>
    public sealed record Command(UserId User, StaffRole Role) : ICommand
    {
        /// <inheritdoc/>
        public Guid Key => Guid.Empty;
    }

    /// <summary>Gives the role; giving it twice changes nothing.</summary>
    public async Task<Result<Done>> Run(Command command, Actor actor, CancellationToken ct)
    {
        var result = await work.Run<Done>(command, actor, async db =>
        {
            if (!actor.IsSystem && !actor.Is(StaffRole.Superadmin)) return AccountErrors.NotAllowed;
            var user = await db.Users.SingleOrDefaultAsync(u => u.Id == command.User.Value, ct);
            if (user is null) return AccountErrors.Unknown;
            var capabilities = await db.CapabilityGrants
                .Where(g => g.UserId == user.Id && g.EndedAt == null).Select(g => g.Capability).ToListAsync(ct);
            if (capabilities.Any(Onboarding.Sells)) return AccountErrors.SellerCannotBeStaff;
            user.Lock(); // Collides with a capability that is switched on at the same moment.
            var grant = await db.StaffGrants.SingleOrDefaultAsync(g => g.UserId == user.Id && g.Role == command.Role, ct);
            if (grant is null) db.StaffGrants.Add(grant = new StaffGrant(user.Id, command.Role));
            if (grant.EndedAt is null) return default(Done);
            var now = clock.GetUtcNow().UtcDateTime;
            grant.Give(actor.UserId, now);
            await EndingSessions.EndSessionsOf(db, user, now, ct); // New rights, new session.
            return default(Done);
        }, ct);
        actors.Forget(command.User);
        return result;
    }
}

/// <summary>A superadmin takes a staff role away.</summary>
/// <remarks>Errors: account.not_allowed, account.unknown, staff.last. Raises <see cref="StaffRoleChanged"/>.</remarks>
public sealed class TakeStaffRole(Work work, ActorCache actors, TimeProvider clock)
{
    /// <summary>From whom, and which role.</summary>
    public sealed record Command(UserId User, StaffRole Role) : ICommand
    {
        /// <inheritdoc/>
        public Guid Key => Guid.Empty;
    }

    /// <summary>Takes the role.</summary>
    public async Task<Result<Done>> Run(Command command, Actor actor, CancellationToken ct)
    {
        var result = await work.Run<Done>(command, actor, async db =>
        {
            if (!actor.IsSystem && !actor.Is(StaffRole.Superadmin)) return AccountErrors.NotAllowed;
            var holders = await db.StaffGrants.Where(g => g.Role == command.Role && g.EndedAt == null).ToListAsync(ct);
            if (holders.SingleOrDefault(g => g.UserId == command.User.Value) is not { } grant) return AccountErrors.Unknown;
            if (command.Role == StaffRole.Superadmin && !await db.AnotherSuperadmin(command.User, ct)) return AccountErrors.LastSuperadmin;
            grant.Take(actor.UserId, clock.GetUtcNow().UtcDateTime);
            return default(Done);
        }, ct);
        actors.Forget(command.User);
        return result;
    }
}
