using Marketplace.Core.Accounts.Passwords;
using Marketplace.Core.Accounts.Profiles;
using Marketplace.Core.Kernel;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Accounts.Registration;

/// <summary>Somebody asks for an account. The answer is the same whether the address has one already; its mail differs.</summary>
/// <remarks>
/// Errors: mail.invalid, field.missing, field.long, password.short, password.long, password.common, field.not_offered.
/// Raises <see cref="PersonRegistered"/> or <see cref="RegisteredAgain"/>.
/// </remarks>
public sealed class RegisterPerson(Work work, IPasswordHasher<User> hasher, TimeProvider clock)
{
    /// <summary>The form.</summary>
    /// <param name="Email">Where the link goes.</param>
    /// <param name="DisplayName">The name other people will see.</param>
    /// <param name="Password">The new password.</param>
    /// <param name="Language">Language of the page that was used.</param>
    /// <param name="Key">One per form: a double click registers once.</param>
    public sealed record Command(string Email, string DisplayName, [property: Secret] string Password, string Language, Guid Key) : ICommand
    {
        /// <inheritdoc/>
        public IEnumerable<Error> Problems()
        {
            if (!MailAddress.IsValid(Email)) yield return AccountErrors.BadMail(nameof(Email));
            if (string.IsNullOrWhiteSpace(DisplayName)) yield return AccountErrors.Missing(nameof(DisplayName));
            else if (DisplayName.Trim().Length > EditProfile.NameLimit) yield return AccountErrors.TooLong(nameof(DisplayName), EditProfile.NameLimit);
            if (PasswordRules.Problem(Password, nameof(Password)) is { } problem) yield return problem;
            if (!PersonalSettings.Languages.Contains(Language)) yield return AccountErrors.NotOffered(nameof(Language));
        }
    }

    /// <summary>Makes the account, or tells the owner of the one there is.</summary>
    public async Task<Result<Done>> Run(Command command, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (command.Problems().FirstOrDefault() is { } problem) return problem;
        // Hashed before the transaction, because it is slow, and in both cases, so that the time tells nothing either.
        var user = NewUser(command);
        user.PasswordHash = hasher.HashPassword(user, command.Password);
        return await work.Run<Done>(command, Actor.Guest, async db =>
        {
            var now = clock.GetUtcNow().UtcDateTime;
            var existing = await db.Users.SingleOrDefaultAsync(u => u.NormalizedEmail == user.NormalizedEmail, ct);
            if (existing is { EmailConfirmed: true }) db.Tell(new RegisteredAgain(existing.UserId, Guid.CreateVersion7()), now);
            else if (existing is not null) db.Tell(new PersonRegistered(existing.UserId, Guid.CreateVersion7()), now);
            else
            {
                user.Slug = await Slugs.Free(db, user.DisplayName, ct);
                db.Users.Add(user);
                db.Tell(new PersonRegistered(user.UserId, Guid.CreateVersion7()), now);
            }
            return default(Done);
        }, ct);
    }

    private User NewUser(Command command) => new()
    {
        Id = Guid.CreateVersion7(), Email = command.Email.Trim(), NormalizedEmail = MailAddress.Normalize(command.Email),
        UserName = command.Email.Trim(), NormalizedUserName = MailAddress.Normalize(command.Email),
        DisplayName = PlainText.OneLine(command.DisplayName), Language = command.Language, LockoutEnabled = true,
        SecurityStamp = Guid.NewGuid().ToString("N"), CreatedAt = clock.GetUtcNow().UtcDateTime,
        Currency = command.Language == "zh-Hans" ? "CNY" : "GHS",
        TimeZone = command.Language == "zh-Hans" ? "Asia/Shanghai" : "Africa/Accra",
    };
}
