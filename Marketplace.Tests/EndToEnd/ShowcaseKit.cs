using Marketplace.Audio.Decoding;
using Marketplace.Audio.Synthesis;
using Marketplace.Core.Accounts;
using Marketplace.Core.Kernel;
using Marketplace.Core.Media;
using Marketplace.Core.Radio;
using Marketplace.Core.Radio.Stations;
using Marketplace.Core.Radio.UnknownMusic;
using Marketplace.Core.Storage;
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
        var clip = await host.Get<IBlobStore>().Put(new MemoryStream(Pcm.ToWav(TalkSynth.Render(5, 1, 8000), 8000)), CancellationToken.None);
        ComesBack(db, station.Id, now.AddDays(-9), clip);
        await db.SaveChangesAsync();
        return (artist, station.Id, waiting);
    }

    // Music that nobody handed in, heard seven times.
    private static void ComesBack(MarketplaceDb db, StationId station, DateTime first, string clip)
    {
        UnknownPiece Piece(DateTime at) => new()
        {
            Id = Guid.CreateVersion7(), StationId = station, HeardAt = at, LengthMs = 15_000, ProfileId = "test", Print = [], ClipKey = clip,
        };
        var sound = new UnknownSound(Piece(first));
        for (var day = 1; day < 7; day++) sound.Hear(Piece(first.AddDays(day)), 20_000 * day);
        sound.Count(7, 1);
        db.UnknownSounds.Add(sound);
        db.UnknownAirings.Add(new UnknownAiring
        {
            Id = Guid.CreateVersion7(), SoundId = sound.Id, StationId = station, AnchorAt = first, FromAt = first, ToAt = first.AddSeconds(15),
        });
    }
}
