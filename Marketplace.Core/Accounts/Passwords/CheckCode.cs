using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Accounts.Passwords;

/// <summary>What came of a code.</summary>
public enum CodeAnswer
{
    /// <summary>It does not fit, was used before, or has to wait.</summary>
    Wrong,
    /// <summary>It fits and is used up.</summary>
    Right,
    /// <summary>Nobody can tell: <see cref="AccountErrors.CodeKeyLost"/>. Recovery codes still work.</summary>
    KeyLost,
}

/// <summary>Compares a code of the authenticator app, or a recovery code, of somebody who gave the right password.</summary>
/// <remarks>
/// A code works once. Five wrong ones in a row make the account wait five minutes; only who knows the password gets so far.
/// A wrong code is an answer, not an error, so that the wrong try is kept.
/// </remarks>
public sealed class CheckCode(Work work, ISecretBox box, TimeProvider clock)
{
    /// <summary>A try.</summary>
    /// <param name="User">Who gave the password.</param>
    /// <param name="Code">As typed.</param>
    /// <param name="IsRecovery">Whether it is a recovery code.</param>
    public sealed record Command(UserId User, [property: Secret] string Code, bool IsRecovery) : ICommand
    {
        /// <inheritdoc/>
        public Guid Key => Guid.Empty;
    }

    /// <summary>Compares and uses up the code.</summary>
    public async Task<CodeAnswer> Run(Command command, CancellationToken ct)
    {
        var result = await work.Run<CodeAnswer>(command, new Actor(command.User, ""), async db =>
        {
            var now = clock.GetUtcNow().UtcDateTime;
            var user = await db.Users.SingleOrDefaultAsync(u => u.Id == command.User.Value && u.SuspendedAt == null, ct);
            if (user is not { TwoFactorEnabled: true, SealedCodeKey: not null }) return CodeAnswer.Wrong;
            if (user.CodeWaitUntil > now) return CodeAnswer.Wrong;

            user.Lock(); // Two tries with the same code must not both win.
            if (command.IsRecovery)
            {
                var hash = RecoveryCode.HashOf(command.Code);
                if (await db.RecoveryCodes.SingleOrDefaultAsync(c => c.UserId == user.Id && c.Hash == hash, ct) is { } found)
                {
                    db.RecoveryCodes.Remove(found);
                    user.CodeWasRight();
                    return CodeAnswer.Right;
                }
            }
            else if (box.OpenCodeKey(user) is not { } key) return CodeAnswer.KeyLost;
            else if (Totp.Match(key, command.Code, now, user.LastCodeStep) is { } step)
            {
                user.LastCodeStep = step;
                user.CodeWasRight();
                return CodeAnswer.Right;
            }
            user.CodeWasWrong(now);
            return CodeAnswer.Wrong;
        }, ct);
        return result.IsOk ? result.Value : CodeAnswer.Wrong;
    }
}
