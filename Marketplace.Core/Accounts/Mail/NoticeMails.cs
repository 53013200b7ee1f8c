using Marketplace.Core.Kernel;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Marketplace.Core.Accounts.Mail;

/// <summary>Writes a plain notice to somebody, once for each id, in the language that the text chooses.</summary>
public sealed class NoticeMails(
    IDbContextFactory<MarketplaceDb> contexts, AccountDirectory accounts, IMailer mailer, IOptions<MailOptions> options, TimeProvider clock)
{
    /// <summary>Sends the notice unless it went out before, or nobody can be written to.</summary>
    /// <param name="mail">Names the mail, from the event that asks for it.</param>
    /// <param name="to">To whom.</param>
    /// <param name="page">Path of the page that the mail leads to.</param>
    /// <param name="text">Subject and text for a reader and the page's address.</param>
    /// <param name="ct">Gives up; the outbox tries again.</param>
    public async Task Send(Guid mail, UserId to, string page, Func<Addressee, Uri, (string Subject, string Text)> text, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(text);
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.SentMails.AnyAsync(m => m.Id == mail, ct)) return;
        if (await accounts.Addressee(db, to, ct) is not { Email: { } address } reader) return;
        var (subject, body) = text(reader, new Uri(options.Value.PublicUrl, page));
        await mailer.Send(new Letter(mail, address, subject, body), ct);
        db.SentMails.Add(new SentMail { Id = mail, At = clock.GetUtcNow().UtcDateTime });
        await db.SaveChangesAsync(ct);
    }
}
