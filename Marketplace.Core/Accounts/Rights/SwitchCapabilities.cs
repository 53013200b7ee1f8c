using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Accounts.Rights;

/// <summary>The owner begins to take part in one more way, after its short form.</summary>
/// <remarks>Errors: account.sign_in, capability.staff, field.missing, field.long, field.invalid. Raises <see cref="CapabilitySwitchedOn"/>.</remarks>
public sealed class SwitchOnCapability(Work work, ActorCache actors, TimeProvider clock)
{
    /// <summary>Which way, and the answers of its form.</summary>
    public sealed record Command(Capability Capability, IReadOnlyDictionary<string, string> Answers) : ICommand
    {
        /// <inheritdoc/>
        public Guid Key => Guid.Empty;

        /// <inheritdoc/>
        public IEnumerable<Error> Problems() => Onboarding.Problems(Capability, Answers);
    }

    /// <summary>Switches on; while it is on, only the answers change and the event is told again with them.</summary>
    public async Task<Result<CapabilitySwitchedOn>> Run(Command command, Actor actor, CancellationToken ct)
    {
        var result = await work.Run<CapabilitySwitchedOn>(command, actor, async db =>
        {
            var user = await db.Users.SingleOrDefaultAsync(u => u.Id == actor.UserId.Value, ct);
            if (user is null) return AccountErrors.SignInFirst;
            if (Onboarding.Sells(command.Capability)
                && await db.StaffGrants.AnyAsync(g => g.UserId == user.Id && g.EndedAt == null, ct)) return AccountErrors.StaffCannotSell;
            user.Lock(); // Collides with a staff role that is given at the same moment.
            var grant = await db.CapabilityGrants.SingleOrDefaultAsync(
                g => g.UserId == user.Id && g.Capability == command.Capability, ct);
            if (grant is null) db.CapabilityGrants.Add(grant = new CapabilityGrant(user.Id, command.Capability));
            return grant.SwitchOn(Onboarding.Clean(command.Capability, command.Answers), clock.GetUtcNow().UtcDateTime);
        }, ct);
        actors.Forget(actor.UserId);
        return result;
    }
}

/// <summary>The owner stops taking part in one way. What was made stays; switching on again brings it back.</summary>
/// <remarks>Errors: account.unknown when it is not on. Raises <see cref="CapabilitySwitchedOff"/>.</remarks>
public sealed class SwitchOffCapability(Work work, ActorCache actors, TimeProvider clock)
{
    /// <summary>Which way.</summary>
    public sealed record Command(Capability Capability) : ICommand
    {
        /// <inheritdoc/>
        public Guid Key => Guid.Empty;
    }

    /// <summary>Switches off.</summary>
    public async Task<Result<CapabilitySwitchedOff>> Run(Command command, Actor actor, CancellationToken ct)
    {
        var result = await work.Run<CapabilitySwitchedOff>(command, actor, async db =>
        {
            var grant = await db.CapabilityGrants.SingleOrDefaultAsync(
                g => g.UserId == actor.UserId.Value && g.Capability == command.Capability && g.EndedAt == null, ct);
            return grant is null ? AccountErrors.Unknown : grant.SwitchOff(clock.GetUtcNow().UtcDateTime);
        }, ct);
        actors.Forget(actor.UserId);
        return result;
    }
}
