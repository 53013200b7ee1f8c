using Marketplace.Core.Kernel;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Accounts.Passwords;

/// <summary>The owner begins to set up an authenticator app: the account gets a key that is not asked for yet.</summary>
/// <remarks>Errors: account.sign_in, codes.on. Coming back later gives the same key, so a photographed picture stays right.</remarks>
public sealed class PrepareCodes(Work work, ISecretBox box)
{
    /// <summary>There is nothing to choose.</summary>
    public sealed record Command : ICommand
    {
        /// <inheritdoc/>
        public Guid Key => Guid.Empty;
    }

    /// <summary>The key and the address to show.</summary>
    public sealed record Prepared(string CodeKey, string Address);

    /// <summary>Prepares the actor's own account.</summary>
    public Task<Result<Prepared>> Run(Command command, Actor actor, CancellationToken ct) =>
        work.Run<Prepared>(command, actor, async db =>
        {
            var user = await db.Users.SingleOrDefaultAsync(u => u.Id == actor.UserId.Value, ct);
            if (user is null) return AccountErrors.SignInFirst;
            if (user.TwoFactorEnabled) return AccountErrors.CodesAreOn;
            // A key that cannot be opened any more was never asked for: a new one takes its place.
            var key = box.OpenCodeKey(user);
            if (key is null) user.SealedCodeKey = box.SealCodeKey(user.UserId, key = Totp.NewKey());
            user.Lock();
            return new Prepared(key, Totp.Address(key, user.Email ?? ""));
        }, ct);
}

/// <summary>The owner proves the app with a first code; from now on sign-in asks for codes.</summary>
/// <remarks>Errors: account.sign_in, codes.on, code.wrong. Raises <see cref="SecurityChanged"/>. Other devices are signed out.</remarks>
public sealed class SwitchOnCodes(Work work, ISecretBox box, ActorCache actors, TimeProvider clock)
{
    /// <summary>The first code.</summary>
    public sealed record Command([property: Secret] string Code) : ICommand
    {
        /// <inheritdoc/>
        public Guid Key => Guid.Empty;
    }

    /// <summary>Switches on and answers the recovery codes, which are shown this once.</summary>
    public async Task<Result<IReadOnlyList<string>>> Run(Command command, Actor actor, CancellationToken ct)
    {
        var result = await work.Run<IReadOnlyList<string>>(command, actor, async db =>
        {
            var now = clock.GetUtcNow().UtcDateTime;
            var user = await db.Users.SingleOrDefaultAsync(u => u.Id == actor.UserId.Value, ct);
            if (user is null) return AccountErrors.SignInFirst;
            if (user.TwoFactorEnabled) return AccountErrors.CodesAreOn;
            if (box.OpenCodeKey(user) is not { } key || Totp.Match(key, command.Code, now, user.LastCodeStep) is not { } step)
                return AccountErrors.WrongCode(nameof(Command.Code));
            (user.TwoFactorEnabled, user.LastCodeStep) = (true, step);
            user.CodeWasRight();
            await Sessions.EndingSessions.EndSessionsOf(db, user, now, ct);
            db.Tell(new SecurityChanged(user.UserId, SecurityChange.CodesSwitchedOn, Guid.CreateVersion7(), now), now);
            return await db.NewRecoveryCodes(user, ct);
        }, ct);
        actors.Forget(actor.UserId);
        return result;
    }
}

/// <summary>The owner takes the authenticator app away, with a last code.</summary>
/// <remarks>Errors: account.sign_in, codes.off, code.wrong, code.key_lost, codes.staff (staff without a passkey). Raises <see cref="SecurityChanged"/>.</remarks>
public sealed class SwitchOffCodes(Work work, ISecretBox box, ActorCache actors, TimeProvider clock)
{
    /// <summary>A last code.</summary>
    public sealed record Command([property: Secret] string Code) : ICommand
    {
        /// <inheritdoc/>
        public Guid Key => Guid.Empty;
    }

    /// <summary>Switches off and signs every device out.</summary>
    public async Task<Result<Done>> Run(Command command, Actor actor, CancellationToken ct)
    {
        var result = await work.Run<Done>(command, actor, async db =>
        {
            var now = clock.GetUtcNow().UtcDateTime;
            var user = await db.Users.SingleOrDefaultAsync(u => u.Id == actor.UserId.Value, ct);
            if (user is null) return AccountErrors.SignInFirst;
            if (!user.TwoFactorEnabled) return AccountErrors.CodesAreOff;
            if (await db.StaffGrants.AnyAsync(g => g.UserId == user.Id && g.EndedAt == null, ct)
                && !await db.UserPasskeys.AnyAsync(p => p.UserId == user.Id, ct)) return AccountErrors.StaffNeedsCodes;
            if (box.OpenCodeKey(user) is not { } key) return AccountErrors.CodeKeyLost;
            if (Totp.Match(key, command.Code, now, user.LastCodeStep) is null) return AccountErrors.WrongCode(nameof(Command.Code));
            (user.TwoFactorEnabled, user.SealedCodeKey, user.LastCodeStep) = (false, null, 0);
            db.RecoveryCodes.RemoveRange(await db.RecoveryCodes.Where(c => c.UserId == user.Id).ToListAsync(ct));
            await Sessions.EndingSessions.EndSessionsOf(db, user, now, ct);
            db.Tell(new SecurityChanged(user.UserId, SecurityChange.CodesSwitchedOff, Guid.CreateVersion7(), now), now);
            return default(Done);
        }, ct);
        actors.Forget(actor.UserId);
        return result;
    }
}

/// <summary>The owner wants new recovery codes; the old ones die.</summary>
/// <remarks>Errors: account.sign_in, codes.off. Raises <see cref="SecurityChanged"/>.</remarks>
public sealed class RenewRecoveryCodes(Work work, TimeProvider clock)
{
    /// <summary>There is nothing to choose.</summary>
    public sealed record Command : ICommand
    {
        /// <inheritdoc/>
        public Guid Key => Guid.Empty;
    }

    /// <summary>Answers the new codes, which are shown this once.</summary>
    public Task<Result<IReadOnlyList<string>>> Run(Command command, Actor actor, CancellationToken ct) =>
        work.Run<IReadOnlyList<string>>(command, actor, async db =>
        {
            var now = clock.GetUtcNow().UtcDateTime;
            var user = await db.Users.SingleOrDefaultAsync(u => u.Id == actor.UserId.Value, ct);
            if (user is null) return AccountErrors.SignInFirst;
            if (!user.TwoFactorEnabled) return AccountErrors.CodesAreOff;
            user.Lock();
            db.Tell(new SecurityChanged(user.UserId, SecurityChange.RecoveryCodesRenewed, Guid.CreateVersion7(), now), now);
            return await db.NewRecoveryCodes(user, ct);
        }, ct);
}

internal static class MakingRecoveryCodes
{
    public static async Task<Result<IReadOnlyList<string>>> NewRecoveryCodes(this MarketplaceDb db, User user, CancellationToken ct)
    {
        db.RecoveryCodes.RemoveRange(await db.RecoveryCodes.Where(c => c.UserId == user.Id).ToListAsync(ct));
        string[] codes = [.. Enumerable.Range(0, RecoveryCode.Count).Select(_ => RecoveryCode.NewCode())];
        db.RecoveryCodes.AddRange(codes.Select(c => new RecoveryCode { UserId = user.Id, Hash = RecoveryCode.HashOf(c) }));
        return codes;
    }
}
