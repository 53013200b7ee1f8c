using Marketplace.Core.Accounts.Mail;
using Marketplace.Core.Accounts.Sessions;
using Marketplace.Core.Kernel;
using Marketplace.Core.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Accounts.Passwords;

/// <summary>Somebody forgot a password. The answer is the same whether the address has an account.</summary>
/// <remarks>Errors: mail.invalid. Raises <see cref="ResetAsked"/> when there is an account.</remarks>
public sealed class AskForReset(Work work, TimeProvider clock)
{
    /// <summary>Links that one account can have at a time; more requests wait until one of them is too old.</summary>
    public const int LinksAtOnce = 3;

    /// <summary>Which address.</summary>
    public sealed record Command(string Email) : ICommand
    {
        /// <inheritdoc/>
        public Guid Key => Guid.Empty;

        /// <inheritdoc/>
        public IEnumerable<Error> Problems()
        {
            if (!MailAddress.IsValid(Email)) yield return AccountErrors.BadMail(nameof(Email));
        }
    }

    /// <summary>Mails a link if there is an account.</summary>
    public Task<Result<Done>> Run(Command command, CancellationToken ct) =>
        work.Run<Done>(command, Actor.Guest, async db =>
        {
            var now = clock.GetUtcNow().UtcDateTime;
            var mail = MailAddress.Normalize(command.Email);
            var user = await db.Users.SingleOrDefaultAsync(u => u.NormalizedEmail == mail && u.SuspendedAt == null, ct);
            // A stranger must not be able to fill somebody's mailbox.
            if (user is not null && await db.MailLinks.CountAsync(
                l => l.UserId == user.Id && l.Purpose == LinkPurpose.Reset && l.UsedAt == null && l.ExpiresAt > now, ct) < LinksAtOnce)
                db.Tell(new ResetAsked(user.UserId, Guid.CreateVersion7()), now);
            return default(Done);
        }, ct);
}

/// <summary>Somebody opens the mailed link and chooses a new password. All devices are signed out.</summary>
/// <remarks>Errors: link.dead, password.short, password.long, password.common. Raises <see cref="SecurityChanged"/>. A second factor stays on.</remarks>
public sealed class ResetPassword(Work work, IPasswordHasher<User> hasher, ActorCache actors, TimeProvider clock)
{
    /// <summary>The random part of the link and the new password.</summary>
    public sealed record Command([property: Secret] string Token, [property: Secret] string Password) : ICommand
    {
        /// <inheritdoc/>
        public Guid Key => Guid.Empty;

        /// <inheritdoc/>
        public IEnumerable<Error> Problems()
        {
            if (PasswordRules.Problem(Password, nameof(Password)) is { } problem) yield return problem;
        }
    }

    /// <summary>Sets the password and ends every session.</summary>
    public async Task<Result<UserId>> Run(Command command, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (command.Problems().FirstOrDefault() is { } problem) return problem;
        var hash = hasher.HashPassword(new User(), command.Password);
        var result = await work.Run<UserId>(command, Actor.Guest, async db =>
        {
            var now = clock.GetUtcNow().UtcDateTime;
            var wanted = MailLink.HashOf(command.Token);
            var link = await db.MailLinks.SingleOrDefaultAsync(
                l => l.Hash == wanted && l.Purpose == LinkPurpose.Reset && l.UsedAt == null && l.ExpiresAt > now, ct);
            if (link is null || await db.Users.SingleOrDefaultAsync(u => u.Id == link.UserId && u.SuspendedAt == null, ct) is not { } user)
                return AccountErrors.DeadLink;
            var open = db.MailLinks.Where(l => l.UserId == user.Id && l.Purpose == LinkPurpose.Reset && l.UsedAt == null);
            foreach (var other in await open.ToListAsync(ct)) other.UsedAt = now;
            user.EmailConfirmed = true; // The link came to the address, which proves it.
            await db.SetPassword(user, hash, SecurityChange.PasswordReset, now, ct);
            return user.UserId;
        }, ct);
        if (result.IsOk) actors.Forget(result.Value);
        return result;
    }
}

/// <summary>The signed-in owner changes the password. All devices are signed out; the page signs this one in again.</summary>
/// <remarks>Errors: password.wrong, password.short, password.long, password.common, account.sign_in. Raises <see cref="SecurityChanged"/>.</remarks>
public sealed class ChangePassword(
    Work work, IDbContextFactory<MarketplaceDb> contexts, IPasswordHasher<User> hasher, ActorCache actors, TimeProvider clock)
{
    /// <summary>The present and the new password.</summary>
    public sealed record Command([property: Secret] string Present, [property: Secret] string Password) : ICommand
    {
        /// <inheritdoc/>
        public Guid Key => Guid.Empty;

        /// <inheritdoc/>
        public IEnumerable<Error> Problems()
        {
            if (PasswordRules.Problem(Password, nameof(Password)) is { } problem) yield return problem;
        }
    }

    /// <summary>Changes the actor's own password.</summary>
    public async Task<Result<Done>> Run(Command command, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (command.Problems().FirstOrDefault() is { } problem) return problem;
        string? present;
        await using (var db = await contexts.CreateDbContextAsync(ct))
            present = await db.Users.Where(u => u.Id == actor.UserId.Value).Select(u => u.PasswordHash).SingleOrDefaultAsync(ct);
        if (present is null) return AccountErrors.SignInFirst;
        if (command.Present.Length > PasswordRules.Longest
            || hasher.VerifyHashedPassword(new User(), present, command.Present) == PasswordVerificationResult.Failed)
            return AccountErrors.WrongPassword(nameof(Command.Present));

        var hash = hasher.HashPassword(new User(), command.Password);
        var result = await work.Run<Done>(command, actor, async db =>
        {
            var user = await db.Users.SingleOrDefaultAsync(u => u.Id == actor.UserId.Value && u.PasswordHash == present, ct);
            if (user is null) return AccountErrors.WrongPassword(nameof(Command.Present)); // Changed elsewhere in between.
            await db.SetPassword(user, hash, SecurityChange.PasswordChanged, clock.GetUtcNow().UtcDateTime, ct);
            return default(Done);
        }, ct);
        actors.Forget(actor.UserId);
        return result;
    }
}

internal static class SettingPasswords
{
    // What follows from a new password, however it came about. Browsers that were known before are strangers again.
    public static async Task SetPassword(
        this MarketplaceDb db, User user, string hash, SecurityChange how, DateTime now, CancellationToken ct)
    {
        user.PasswordHash = hash;
        (user.AccessFailedCount, user.LockoutEnd) = (0, null);
        await db.EndSessionsOf(user, now, ct);
        db.KnownDevices.RemoveRange(await db.KnownDevices.Where(d => d.UserId == user.Id).ToListAsync(ct));
        db.Tell(new SecurityChanged(user.UserId, how, Guid.CreateVersion7(), now), now);
        db.Tell(new SessionsEnded(user.UserId, now), now);
    }
}
