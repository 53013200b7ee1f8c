using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Accounts.Profiles;

/// <summary>The owner changes the name and the text that other people see.</summary>
/// <remarks>Errors: field.missing, field.long, account.sign_in. Raises <see cref="ProfileEdited"/>. The address of the page stays.</remarks>
public sealed class EditProfile(Work work, ActorCache actors, TimeProvider clock)
{
    /// <summary>Longest display name.</summary>
    public const int NameLimit = 80;
    /// <summary>Longest text.</summary>
    public const int AboutLimit = 1000;

    /// <summary>The new name and text.</summary>
    public sealed record Command(string DisplayName, string About) : ICommand
    {
        /// <inheritdoc/>
        public Guid Key => Guid.Empty;

        /// <inheritdoc/>
        public IEnumerable<Error> Problems()
        {
            if (string.IsNullOrWhiteSpace(DisplayName)) yield return AccountErrors.Missing(nameof(DisplayName));
            else if (DisplayName.Trim().Length > NameLimit) yield return AccountErrors.TooLong(nameof(DisplayName), NameLimit);
            if (About.Length > AboutLimit) yield return AccountErrors.TooLong(nameof(About), AboutLimit);
        }
    }

    /// <summary>Changes the actor's own profile.</summary>
    public async Task<Result<ProfileEdited>> Run(Command command, Actor actor, CancellationToken ct)
    {
        var result = await work.Run<ProfileEdited>(command, actor, async db =>
        {
            var user = await db.Users.SingleOrDefaultAsync(u => u.Id == actor.UserId.Value, ct);
            if (user is null) return AccountErrors.SignInFirst;
            user.DisplayName = PlainText.OneLine(command.DisplayName);
            user.About = PlainText.Lines(command.About);
            var edited = new ProfileEdited(actor.UserId, clock.GetUtcNow().UtcDateTime);
            db.Tell(edited, edited.At);
            return edited;
        }, ct);
        actors.Forget(actor.UserId);
        return result;
    }
}
