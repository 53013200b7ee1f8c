using Marketplace.Core.Accounts.Mail;
using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Accounts.Registration;

/// <summary>The owner of an address opens the link that was mailed there.</summary>
/// <remarks>Errors: link.dead. Raises <see cref="MailConfirmed"/>. It signs nobody in: a mail can be read by others.</remarks>
public sealed class ConfirmMail(Work work, TimeProvider clock)
{
    /// <summary>The random part of the link.</summary>
    public sealed record Command([property: Secret] string Token) : ICommand
    {
        /// <inheritdoc/>
        public Guid Key => Guid.Empty;
    }

    /// <summary>Notes that the address is proved. Opening the link again within its life says the same.</summary>
    public Task<Result<Done>> Run(Command command, CancellationToken ct) =>
        work.Run<Done>(command, Actor.Guest, async db =>
        {
            var now = clock.GetUtcNow().UtcDateTime;
            var hash = MailLink.HashOf(command.Token);
            var link = await db.MailLinks.SingleOrDefaultAsync(
                l => l.Hash == hash && l.Purpose == LinkPurpose.Confirm && l.ExpiresAt > now, ct);
            if (link is null || await db.Users.SingleOrDefaultAsync(u => u.Id == link.UserId, ct) is not { } user)
                return AccountErrors.DeadLink;
            // Mail scanners open links before people do, so the second visit is welcome as long as it changes nothing.
            if (user.EmailConfirmed) return default(Done);
            link.UsedAt = now;
            user.EmailConfirmed = true;
            user.Lock();
            db.Tell(new MailConfirmed(user.UserId), now);
            return default(Done);
        }, ct);
}
