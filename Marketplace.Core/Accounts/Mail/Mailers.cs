using System.Globalization;
using System.Net;
using System.Net.Mail;
using System.Text;
using Microsoft.Extensions.Options;

namespace Marketplace.Core.Accounts.Mail;

/// <summary>Builds a mail in which nothing a person typed can become a header.</summary>
internal static class Envelope
{
    public static MailMessage Of(Letter letter, MailOptions options)
    {
        if (!MailAddress.IsValid(letter.To)) throw new ArgumentException("This is not one plain address.", nameof(letter));
        var message = new MailMessage(options.From, letter.To)
        {
            Subject = new string([.. letter.Subject.Select(c => char.IsControl(c) ? ' ' : c)]), SubjectEncoding = Encoding.UTF8,
            Body = letter.Text, BodyEncoding = Encoding.UTF8, IsBodyHtml = false,
        };
        message.Headers.Add("Message-ID", IdOf(letter, options));
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }

    public static string IdOf(Letter letter, MailOptions options) => $"<{letter.Id:N}@{options.PublicUrl.Host}>";
}

/// <summary>Writes each mail as a file named after its id, for a machine without a mail server.</summary>
public sealed class FileMailer(IOptions<MailOptions> options, TimeProvider clock) : IMailer
{
    /// <inheritdoc/>
    public async Task Send(Letter letter, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(letter);
        using var message = Envelope.Of(letter, options.Value); // The same checks as on the way to a server.
        var folder = Directory.CreateDirectory(options.Value.Folder).FullName;
        var text = new StringBuilder()
            .Append("From: ").Append(message.From!.Address).Append("\r\n")
            .Append("To: ").Append(letter.To.Trim()).Append("\r\n")
            .Append("Subject: =?utf-8?B?").Append(Convert.ToBase64String(Encoding.UTF8.GetBytes(message.Subject))).Append("?=\r\n")
            .Append("Date: ").Append(clock.GetUtcNow().ToString("r", CultureInfo.InvariantCulture)).Append("\r\n")
            .Append("Message-ID: ").Append(Envelope.IdOf(letter, options.Value)).Append("\r\n")
            .Append("MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n")
            .Append(message.Body.ReplaceLineEndings("\r\n"));
        var file = Path.Combine(folder, $"{letter.Id:N}.eml");
        var half = file + ".part";
        await File.WriteAllTextAsync(half, text.ToString(), ct);
        File.Move(half, file, overwrite: true);
    }
}

/// <summary>Hands each mail to an SMTP server.</summary>
public sealed class SmtpMailer(IOptions<MailOptions> options) : IMailer
{
    /// <inheritdoc/>
    public async Task Send(Letter letter, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(letter);
        var to = options.Value;
        using var message = Envelope.Of(letter, to);
        using var client = new SmtpClient(to.Host, to.Port) { EnableSsl = to.UseTls };
        if (to.User.Length > 0) client.Credentials = new NetworkCredential(to.User, to.Password);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(to.Patience);
        try
        {
            await client.SendMailAsync(message, patience.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new TimeoutException($"The mail server {to.Host} did not answer within {to.Patience.TotalSeconds:F0} s.");
        }
    }
}
