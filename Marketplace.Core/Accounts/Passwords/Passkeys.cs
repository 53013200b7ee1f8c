using Marketplace.Core.Kernel;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Accounts.Passwords;

/// <summary>The owner adds a passkey whose ceremony was checked at the door.</summary>
/// <remarks>Errors: account.sign_in, field.missing, field.long, passkey.taken. Raises <see cref="SecurityChanged"/>.</remarks>
public sealed class AddPasskey(Work work, ActorCache actors, TimeProvider clock)
{
    /// <summary>Passkeys that one account can have.</summary>
    public const int Limit = 20;

    /// <summary>The checked passkey.</summary>
    /// <param name="Passkey">From the ceremony.</param>
    /// <param name="Name">How its owner calls it.</param>
    public sealed record Command([property: Secret] UserPasskeyInfo Passkey, string Name) : ICommand
    {
        /// <inheritdoc/>
        public Guid Key => Guid.Empty;

        /// <inheritdoc/>
        public IEnumerable<Error> Problems()
        {
            if (string.IsNullOrWhiteSpace(Name)) yield return AccountErrors.Missing(nameof(Name));
            else if (Name.Length > 60) yield return AccountErrors.TooLong(nameof(Name), 60);
        }
    }

    /// <summary>Keeps the passkey with the actor's own account.</summary>
    public async Task<Result<Done>> Run(Command command, Actor actor, CancellationToken ct)
    {
        var result = await work.Run<Done>(command, actor, async db =>
        {
            var user = await db.Users.SingleOrDefaultAsync(u => u.Id == actor.UserId.Value, ct);
            if (user is null) return AccountErrors.SignInFirst;
            if (await db.UserPasskeys.AnyAsync(p => p.CredentialId == command.Passkey.CredentialId, ct)
                || await db.UserPasskeys.CountAsync(p => p.UserId == user.Id, ct) >= Limit)
                return Error.Conflict("passkey.taken", "This passkey cannot be added: it is known already, or there are too many.");
            command.Passkey.Name = PlainText.OneLine(command.Name);
            using var store = new UserOnlyStoreOf(db);
            await store.AddOrUpdatePasskeyAsync(user, command.Passkey, ct);
            user.Lock();
            var now = clock.GetUtcNow().UtcDateTime;
            db.Tell(new SecurityChanged(user.UserId, SecurityChange.PasskeyAdded, Guid.CreateVersion7(), now), now);
            return default(Done);
        }, ct);
        actors.Forget(actor.UserId);
        return result;
    }
}

/// <summary>The owner removes a passkey.</summary>
/// <remarks>Errors: account.unknown (no such passkey of this account), codes.staff (the last second factor of staff). Raises <see cref="SecurityChanged"/>.</remarks>
public sealed class RemovePasskey(Work work, TimeProvider clock)
{
    /// <summary>Which one, by its credential id.</summary>
    public sealed record Command(byte[] CredentialId) : ICommand
    {
        /// <inheritdoc/>
        public Guid Key => Guid.Empty;
    }

    /// <summary>Removes the actor's own passkey.</summary>
    public Task<Result<Done>> Run(Command command, Actor actor, CancellationToken ct) =>
        work.Run<Done>(command, actor, async db =>
        {
            var user = await db.Users.SingleOrDefaultAsync(u => u.Id == actor.UserId.Value, ct);
            if (user is null) return AccountErrors.SignInFirst;
            var mine = await db.UserPasskeys.Where(p => p.UserId == user.Id).ToListAsync(ct);
            if (mine.SingleOrDefault(p => p.CredentialId.AsSpan().SequenceEqual(command.CredentialId)) is not { } passkey)
                return AccountErrors.Unknown;
            if (mine.Count == 1 && !user.TwoFactorEnabled
                && await db.StaffGrants.AnyAsync(g => g.UserId == user.Id && g.EndedAt == null, ct)) return AccountErrors.StaffNeedsCodes;
            db.UserPasskeys.Remove(passkey);
            user.Lock();
            var now = clock.GetUtcNow().UtcDateTime;
            db.Tell(new SecurityChanged(user.UserId, SecurityChange.PasskeyRemoved, Guid.CreateVersion7(), now), now);
            return default(Done);
        }, ct);
}

/// <summary>Identity's own way of storing a passkey, inside the transaction of a use case.</summary>
internal sealed class UserOnlyStoreOf : Microsoft.AspNetCore.Identity.EntityFrameworkCore.UserOnlyStore<User, Storage.MarketplaceDb, Guid>
{
    public UserOnlyStoreOf(Storage.MarketplaceDb db) : base(db) => AutoSaveChanges = false;
}
