using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Marketplace.Core.Accounts.Mail;

/// <summary>Sends mails of other features, each once however often its event is told.</summary>
public sealed class PostRoom(IDbContextFactory<MarketplaceDb> contexts, IMailer mailer, IOptions<MailOptions> options, TimeProvider clock)
{
    /// <summary>Sends a letter, unless one of this id went out.</summary>
    public async Task Send(Letter letter, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(letter);
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.SentMails.AnyAsync(m => m.Id == letter.Id, ct)) return;
        await mailer.Send(letter with { Subject = PlainText.OneLine(letter.Subject) }, ct);
        db.SentMails.Add(new SentMail { Id = letter.Id, At = clock.GetUtcNow().UtcDateTime });
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Full address of a page of this installation.</summary>
    public Uri Page(string path) => new(options.Value.PublicUrl, path);
}
