using Marketplace.Core.Accounts;
using Marketplace.Core.Kernel;
using Marketplace.Core.Radio;
using Marketplace.Core.Radio.Stations;
using Marketplace.Tests.Kit;
using Marketplace.Tests.Royalties;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.EndToEnd;

/// <summary>An artist with a song, a station that played it, and a play that waits for a person.</summary>
internal static class ShowcaseKit
{
    public const string Email = "ama@example.test";

    /// <summary>Makes them once; answers artist, station and the play that waits.</summary>
    public static async Task<(UserId Artist, StationId Station, PlayId Waiting)> Showcase(this WebHost host)
    {
        var artist = await host.Person(Email, Capability.Artist);
        await using var db = host.Db();
        if (await db.Stations.SingleOrDefaultAsync(s => s.Slug == "coast-fm") is { } there)
            return (artist, there.Id, (await db.Plays.SingleAsync(p => p.State == PlayState.NeedsReview)).Id);

        var owner = await host.Person("owner@example.test", Capability.Station);
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var station = new Station(StationId.New(), owner,
            new StationFacts("Coast FM", "coast-fm", "Accra", "GH", "Africa/Accra", LicenceClass.Commercial, null), StationTier.B, now.AddDays(-40));
        station.AddUrl("https://stream.example.test/secret-address", now);
        db.Stations.Add(station);
        var song = Months.Song(db, artist, "Harbour <lights>", 200, (artist, "ama", 10_000));
        Months.Play(db, station.Id, song, now.AddHours(-3), 180, 200);
        Months.Play(db, station.Id, song, now.AddMinutes(-1), 200, 200);
        var waiting = Months.Play(db, station.Id, song, now.AddHours(-5), 120, 200, PlayState.NeedsReview);
        await db.SaveChangesAsync();
        return (artist, station.Id, waiting);
    }
}
