using Marketplace.Core.Kernel;
using Microsoft.AspNetCore.Identity;

namespace Marketplace.Core.Accounts;

/// <summary>One login for everything a person does here; capabilities are switched on one at a time.</summary>
public sealed class User : IdentityUser<Guid>
{
    /// <summary>The id as the rest of the product holds it.</summary>
    public UserId UserId => new(Id);

    /// <summary>The name other people see.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>Last part of the public page's address; unique, lower-case.</summary>
    public string Slug { get; set; } = "";

    /// <summary>A few lines about the person, plain text.</summary>
    public string About { get; set; } = "";

    /// <summary>Names the present picture; null without one. Part of its address, so a new picture is seen at once.</summary>
    public string? AvatarTag { get; set; }

    /// <summary>Language tag: <c>en</c> or <c>zh-Hans</c>.</summary>
    public string Language { get; set; } = "en";

    /// <summary>IANA time zone.</summary>
    public string TimeZone { get; set; } = "Africa/Accra";

    /// <summary>Currency that amounts are shown in first.</summary>
    public string Currency { get; set; } = "GHS";

    /// <summary>When the account was made, UTC.</summary>
    public DateTime CreatedAt { get; set; }

    /// <summary>Since when the account is closed to its owner, UTC; null while open. <see cref="Rights.Sanction"/> says why.</summary>
    public DateTime? SuspendedAt { get; set; }

    /// <summary>The key shared with the person's authenticator app, closed by <see cref="ISecretBox"/>; null until set-up starts.</summary>
    public string? SealedCodeKey { get; set; }

    /// <summary>Time step (30 s since 1970) of the last accepted code; a code is never accepted twice.</summary>
    public long LastCodeStep { get; set; }

    /// <summary>Wrong codes in a row.</summary>
    public int CodeFailures { get; private set; }

    /// <summary>No code is accepted before, UTC; null when none has to wait.</summary>
    public DateTime? CodeWaitUntil { get; private set; }

    internal void CodeWasRight() => (CodeFailures, CodeWaitUntil) = (0, null);

    internal void CodeWasWrong(DateTime now)
    {
        if (++CodeFailures >= Passwords.CheckPassword.Tries) (CodeFailures, CodeWaitUntil) = (0, now + Passwords.CheckPassword.Wait);
    }

    /// <summary>
    /// Ends every session at once: sessions remember the stamp they were made under. Concurrent changes of rights and
    /// credentials meet here too, because the concurrency stamp changes with it.
    /// </summary>
    public void NewStamp()
    {
        SecurityStamp = Guid.NewGuid().ToString("N");
        Lock();
    }

    /// <summary>Makes two concurrent decisions about this account collide, so that the second sees the first.</summary>
    public void Lock() => ConcurrencyStamp = Guid.NewGuid().ToString("N");
}
