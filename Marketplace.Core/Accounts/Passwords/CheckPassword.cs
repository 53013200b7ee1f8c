using Marketplace.Core.Accounts.Sessions;
using Marketplace.Core.Kernel;
using Marketplace.Core.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Accounts.Passwords;

/// <summary>What a try with a password came to.</summary>
public enum PasswordAnswer
{
    /// <summary>Wrong address, wrong password or no such account: the asker is not told which.</summary>
    Refused,
    /// <summary>Too many wrong tries; the asker waits. Also said about addresses without an account.</summary>
    Wait,
    /// <summary>Right, but the address was never proved.</summary>
    Unconfirmed,
    /// <summary>Right, and a code is needed too.</summary>
    NeedsCode,
    /// <summary>Right, but the account is closed to its owner; <see cref="Rights.ClosureQueries"/> says why.</summary>
    Closed,
    /// <summary>Right.</summary>
    Right,
}

/// <summary>The answer to a password, and about whom.</summary>
/// <param name="Answer">What to do next.</param>
/// <param name="User">The account, only when the password was right.</param>
public sealed record PasswordChecked(PasswordAnswer Answer, UserId? User);

/// <summary>Compares a password, in the same time whether the account exists or not.</summary>
/// <remarks>
/// Five wrong tries in a row make unknown browsers wait five minutes; tries during the wait count for nothing, so the wait always
/// ends. A browser that signed in before has its own count: a stranger cannot lock the owner out.
/// The slow hash runs outside every transaction.
/// </remarks>
public sealed class CheckPassword(
    IDbContextFactory<MarketplaceDb> contexts, Work work, IPasswordHasher<User> hasher, DummyPassword dummy, TimeProvider clock)
{
    /// <summary>Wrong tries in a row before the wait.</summary>
    public const int Tries = 5;
    /// <summary>The wait.</summary>
    public static readonly TimeSpan Wait = TimeSpan.FromMinutes(5);

    /// <summary>A try.</summary>
    /// <param name="Email">As typed.</param>
    /// <param name="Password">As typed.</param>
    /// <param name="Device">The known device of this browser, if it has one.</param>
    public sealed record Command(string Email, [property: Secret] string Password, Guid? Device);

    private sealed record Recording(Guid User, bool WasRight, Guid? Device) : ICommand
    {
        public Guid Key => Guid.Empty;
    }

    /// <summary>Compares the password.</summary>
    public async Task<PasswordChecked> Run(Command command, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(command);
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var mail = MailAddress.Normalize(command.Email);
        var user = await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.NormalizedEmail == mail, ct);
        var id = user?.Id;
        var device = command.Device is { } known && id is not null
            ? await db.KnownDevices.AsNoTracking().SingleOrDefaultAsync(d => d.Id == known && d.UserId == id, ct)
            : null;

        var password = command.Password.Length <= PasswordRules.Longest ? command.Password : "";
        var verdict = hasher.VerifyHashedPassword(user ?? dummy.User, user?.PasswordHash ?? dummy.Hash, password);
        if (user is null) return new(PasswordAnswer.Refused, null);

        var waitsUntil = device is null ? user.LockoutEnd?.UtcDateTime : device.LockedUntil;
        if (waitsUntil > now) return new(PasswordAnswer.Wait, null);
        var isRight = verdict != PasswordVerificationResult.Failed;
        await Record(new(user.Id, isRight, device?.Id), ct);
        if (!isRight) return new(PasswordAnswer.Refused, null);
        var answer = user.SuspendedAt is not null ? PasswordAnswer.Closed
            : !user.EmailConfirmed ? PasswordAnswer.Unconfirmed
            : user.TwoFactorEnabled ? PasswordAnswer.NeedsCode
            : PasswordAnswer.Right;
        return new(answer, user.UserId);
    }

    private Task<Result<Done>> Record(Recording recording, CancellationToken ct) =>
        work.Run<Done>(recording, Actor.System("sign-in"), async db =>
        {
            var now = clock.GetUtcNow().UtcDateTime;
            if (recording.Device is { } id)
            {
                var device = await db.KnownDevices.SingleAsync(d => d.Id == id, ct);
                device.Failures = recording.WasRight ? 0 : device.Failures + 1;
                if (device.Failures >= Tries) (device.Failures, device.LockedUntil) = (0, now + Wait);
                return default(Done);
            }
            var user = await db.Users.SingleAsync(u => u.Id == recording.User, ct);
            user.Lock();
            user.AccessFailedCount = recording.WasRight ? 0 : user.AccessFailedCount + 1;
            if (user.AccessFailedCount >= Tries) (user.AccessFailedCount, user.LockoutEnd) = (0, now + Wait);
            return default(Done);
        }, ct);
}

/// <summary>A password nobody has, hashed at the same cost as everybody's.</summary>
public sealed class DummyPassword(IPasswordHasher<User> hasher)
{
    /// <summary>Nobody.</summary>
    public User User { get; } = new();

    /// <summary>The hash of a random password.</summary>
    public string Hash { get; } = hasher.HashPassword(new User(), Guid.NewGuid().ToString());
}
