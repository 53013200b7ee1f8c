using Marketplace.Core.Kernel;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Marketplace.Core.Accounts.Mail;

/// <summary>Writes to people about their accounts. Each mail has the id that its event gave it, so a repeated event is mailed once.</summary>
public sealed class AccountMails(
    IDbContextFactory<MarketplaceDb> contexts, IMailer mailer, IOptions<MailOptions> options, TimeProvider clock)
    : IEventHandler<PersonRegistered>, IEventHandler<RegisteredAgain>, IEventHandler<ResetAsked>, IEventHandler<SecurityChanged>,
        IEventHandler<SanctionChanged>
{
    /// <inheritdoc/>
    public Task Handle(PersonRegistered happened, CancellationToken ct) => Write(happened.Mail, happened.User,
        LinkPurpose.Confirm, (user, token) => MailTexts.Confirm(user.Language, user.DisplayName, Page("confirm-email?token=" + token)), ct);

    /// <inheritdoc/>
    public Task Handle(RegisteredAgain happened, CancellationToken ct) => Write(happened.Mail, happened.User,
        null, (user, _) => MailTexts.HasAccount(user.Language, user.DisplayName, Page("forgot-password")), ct);

    /// <inheritdoc/>
    public Task Handle(ResetAsked happened, CancellationToken ct) => Write(happened.Mail, happened.User,
        LinkPurpose.Reset, (user, token) => MailTexts.Reset(user.Language, user.DisplayName, Page("reset-password?token=" + token)), ct);

    /// <inheritdoc/>
    public Task Handle(SecurityChanged happened, CancellationToken ct) => Write(happened.Mail, happened.User, null,
        (user, _) => MailTexts.Changed(user.Language, user.DisplayName, happened.What, happened.At,
            TimeZoneInfo.FindSystemTimeZoneById(user.TimeZone), Page("account/security")), ct);

    /// <inheritdoc/>
    public Task Handle(SanctionChanged happened, CancellationToken ct) => Write(happened.Mail, happened.User, null,
        (user, _) => happened.IsClosed
            ? MailTexts.Closed(user.Language, user.DisplayName, happened.Kind, happened.Reason, happened.Until,
                TimeZoneInfo.FindSystemTimeZoneById(user.TimeZone))
            : MailTexts.Opened(user.Language, user.DisplayName, happened.Reason, Page("sign-in")), ct);

    private async Task Write(
        Guid mail, UserId to, LinkPurpose? purpose, Func<User, string, (string Subject, string Text)> text, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.SentMails.AnyAsync(m => m.Id == mail, ct)) return;
        var user = await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == to.Value, ct);
        if (user?.Email is null) return;

        var now = clock.GetUtcNow().UtcDateTime;
        var token = "";
        if (purpose is { } wanted)
        {
            // The link must work before the mail can arrive. A second try makes a second link; both die with the first use.
            (var link, token) = MailLink.New(user.Id, wanted, now);
            db.MailLinks.Add(link);
            await db.SaveChangesAsync(ct);
        }
        var (subject, body) = text(user, token);
        await mailer.Send(new Letter(mail, user.Email, subject, body), ct);
        db.SentMails.Add(new SentMail { Id = mail, At = now });
        await db.SaveChangesAsync(ct);
    }

    private Uri Page(string path) => new(options.Value.PublicUrl, path);
}
