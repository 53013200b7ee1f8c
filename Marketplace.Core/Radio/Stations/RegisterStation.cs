using System.Text;
using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Radio.Stations;

/// <summary>Somebody who runs a station, or a superadmin for them, registers it; it is listened to as soon as it names a stream.</summary>
/// <remarks>Errors: station.forbidden, station.name_taken, station.name, station.zone, station.territory. Raises <see cref="StationChanged"/>.</remarks>
public sealed class RegisterStation(Work work, TimeProvider clock)
{
    /// <param name="Name">The name listeners know.</param>
    /// <param name="Region">Region or city.</param>
    /// <param name="Territory">ISO 3166-1 alpha-2.</param>
    /// <param name="TimeZone">IANA zone.</param>
    /// <param name="LicenceClass">Licence class.</param>
    /// <param name="AudienceEstimate">How many people may hear it.</param>
    /// <param name="Key">Idempotency key.</param>
    public sealed record Command(
        string Name, string Region, string Territory, string TimeZone, LicenceClass LicenceClass, int? AudienceEstimate, Guid Key) : ICommand
    {
        /// <summary>For whom; null for the actor. Only a superadmin names somebody else.</summary>
        public UserId? Owner { get; init; }

        /// <inheritdoc/>
        public IEnumerable<Error> Problems()
        {
            if (Name.Trim().Length is < 2 or > 100 || SlugOf(Name).Length == 0)
                yield return Error.Invalid("station.name", "Enter the station's name, 2 to 100 characters.", nameof(Name));
            if (Region.Length > 100) yield return Error.Invalid("station.region", "Use at most 100 characters.", nameof(Region));
            if (Territory.Length != 2 || !Territory.All(char.IsAsciiLetterUpper))
                yield return Error.Invalid("station.territory", "Enter the two letters of the country, for example GH.", nameof(Territory));
            if (!TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _))
                yield return Error.Invalid("station.zone", "Choose a time zone from the list.", nameof(TimeZone));
            if (AudienceEstimate < 0) yield return Error.Invalid("station.audience", "Enter a number from zero, or nothing.", nameof(AudienceEstimate));
        }
    }

    /// <summary>Registers the station.</summary>
    public Task<Result<StationId>> Run(Command command, Actor actor, CancellationToken ct) =>
        work.Run<StationId>(command, actor, async db =>
        {
            var forSomebody = actor.Is(StaffRole.Superadmin) || actor.IsSystem;
            if (!forSomebody && (!actor.Can(Capability.Station) || (command.Owner is { } other && other != actor.UserId)))
                return StationErrors.Forbidden;
            var slug = SlugOf(command.Name);
            if (await db.Stations.AnyAsync(s => s.Slug == slug, ct)) return StationErrors.NameTaken;

            // The tier decides about money, so nobody gives it to themselves: all begin at local reach, finance moves them.
            var tier = command.LicenceClass switch
            {
                LicenceClass.Community or LicenceClass.Campus => StationTier.COM,
                LicenceClass.Online => StationTier.ONL,
                _ => StationTier.C,
            };
            var facts = new StationFacts(command.Name.Trim(), slug, command.Region.Trim(), command.Territory, command.TimeZone,
                command.LicenceClass, command.AudienceEstimate);
            var station = new Station(StationId.New(), command.Owner ?? actor.UserId, facts, tier, clock.GetUtcNow().UtcDateTime);
            db.Stations.Add(station);
            return station.Id;
        }, ct);

    /// <summary>Letters and digits of a name, joined by hyphens.</summary>
    public static string SlugOf(string name)
    {
        var slug = new StringBuilder();
        foreach (var c in name.Trim().ToLowerInvariant())
        {
            if (char.IsLetterOrDigit(c)) slug.Append(c);
            else if (slug.Length > 0 && slug[^1] != '-') slug.Append('-');
        }
        return slug.ToString().Trim('-');
    }
}
