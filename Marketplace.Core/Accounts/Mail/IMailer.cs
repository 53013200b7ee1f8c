namespace Marketplace.Core.Accounts.Mail;

/// <summary>One mail to one person.</summary>
/// <param name="Id">Names the mail; sending it again must not make a second one.</param>
/// <param name="To">A plain address.</param>
/// <param name="Subject">One line.</param>
/// <param name="Text">Plain text, lines ended by <c>\n</c>.</param>
public sealed record Letter(Guid Id, string To, string Subject, string Text);

/// <summary>Hands mails to the outside.</summary>
public interface IMailer
{
    /// <summary>Sends the mail. Throws when the outside does not take it; the outbox tries again.</summary>
    Task Send(Letter letter, CancellationToken ct);
}
