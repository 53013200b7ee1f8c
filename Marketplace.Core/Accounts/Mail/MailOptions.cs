namespace Marketplace.Core.Accounts.Mail;

/// <summary>How mails leave: settings under <c>Mail</c>.</summary>
public sealed class MailOptions
{
    /// <summary>Where people reach this installation; links begin with it.</summary>
    public Uri PublicUrl { get; set; } = new("http://localhost:8080");
    /// <summary>Folder that mails are written to when there is no SMTP server.</summary>
    public string Folder { get; set; } = "outbox";
    /// <summary>Sender's address.</summary>
    public string From { get; set; } = "no-reply@marketplace.example";
    /// <summary>SMTP server; empty means the folder.</summary>
    public string Host { get; set; } = "";
    /// <summary>SMTP port.</summary>
    public int Port { get; set; } = 587;
    /// <summary>Whether the connection must be encrypted (STARTTLS).</summary>
    public bool UseTls { get; set; } = true;
    /// <summary>How long the SMTP server may take for one mail; other news waits meanwhile.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(20);
    /// <summary>SMTP user; empty means no sign-in.</summary>
    public string User { get; set; } = "";
    /// <summary>SMTP password.</summary>
    public string Password { get; set; } = "";
}
