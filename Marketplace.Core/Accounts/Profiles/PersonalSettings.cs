using System.Collections.Frozen;
using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Accounts.Profiles;

/// <summary>Language, time zone and currency of a person.</summary>
/// <param name="Language"><c>en</c> or <c>zh-Hans</c>.</param>
/// <param name="TimeZone">IANA name.</param>
/// <param name="Currency">Code of the currency shown first.</param>
public sealed record PersonalSettings(string Language, string TimeZone, string Currency)
{
    /// <summary>Languages of the product.</summary>
    public static readonly IReadOnlyList<string> Languages = ["en", "zh-Hans"];
    /// <summary>Currencies that can be shown first.</summary>
    public static readonly IReadOnlyList<string> Currencies = ["GHS", "CNY", "USD", "EUR"];
    /// <summary>IANA zones with a place in their name, and UTC.</summary>
    public static readonly IReadOnlyList<string> TimeZones =
    [
        .. TimeZoneInfo.GetSystemTimeZones().Select(z => z.Id)
            .Where(id => id == "UTC" || (id.Contains('/', StringComparison.Ordinal) && !id.StartsWith("Etc/", StringComparison.Ordinal)
                && !id.StartsWith("SystemV/", StringComparison.Ordinal) && !id.StartsWith("US/", StringComparison.Ordinal)))
            .Append("Africa/Accra").Append("Asia/Shanghai").Append("UTC").Distinct().Order(StringComparer.Ordinal),
    ];

    private static readonly FrozenSet<string> KnownZones = TimeZones.ToFrozenSet();

    /// <summary>All that is not on offer.</summary>
    public IEnumerable<Error> Problems()
    {
        if (!Languages.Contains(Language)) yield return AccountErrors.NotOffered(nameof(Language));
        if (!KnownZones.Contains(TimeZone)) yield return AccountErrors.NotOffered(nameof(TimeZone));
        if (!Currencies.Contains(Currency)) yield return AccountErrors.NotOffered(nameof(Currency));
    }
}

/// <summary>The owner chooses language, time zone and currency.</summary>
/// <remarks>Errors: field.not_offered, account.sign_in. Raises <see cref="ProfileEdited"/>.</remarks>
public sealed class ChangeSettings(Work work, TimeProvider clock)
{
    /// <summary>The choice.</summary>
    public sealed record Command(PersonalSettings Chosen) : ICommand
    {
        /// <inheritdoc/>
        public Guid Key => Guid.Empty;

        /// <inheritdoc/>
        public IEnumerable<Error> Problems() => Chosen.Problems();
    }

    /// <summary>Keeps the actor's own choice.</summary>
    public Task<Result<ProfileEdited>> Run(Command command, Actor actor, CancellationToken ct) =>
        work.Run<ProfileEdited>(command, actor, async db =>
        {
            var user = await db.Users.SingleOrDefaultAsync(u => u.Id == actor.UserId.Value, ct);
            if (user is null) return AccountErrors.SignInFirst;
            (user.Language, user.TimeZone, user.Currency) = command.Chosen;
            var edited = new ProfileEdited(actor.UserId, clock.GetUtcNow().UtcDateTime);
            db.Tell(edited, edited.At);
            return edited;
        }, ct);
}
