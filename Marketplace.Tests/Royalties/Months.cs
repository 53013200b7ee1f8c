using Marketplace.Core.Kernel;
using Marketplace.Core.Radio;
using Marketplace.Core.Radio.Merging;
using Marketplace.Core.Radio.Plays;
using Marketplace.Core.Radio.Stations;
using Marketplace.Core.Radio.Tracks;
using Marketplace.Core.Storage;

namespace Marketplace.Tests.Royalties;

/// <summary>Puts the plays of a month into a real database.</summary>
internal static class Months
{
    public static readonly DateTime Noon = new(2026, 7, 10, 12, 0, 0, DateTimeKind.Utc);

    public static StationId Station(MarketplaceDb db, UserId owner, string name, StationTier tier)
    {
        var facts = new StationFacts(name, "s" + Guid.NewGuid().ToString("N")[..8], "Accra", "GH", "Africa/Accra", LicenceClass.Commercial, null);
        var station = new Station(StationId.New(), owner, facts, tier, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        db.Stations.Add(station);
        return station.Id;
    }

    /// <summary>A track that is listened for. Without shares it has no split.</summary>
    public static RecordingId Song(
        MarketplaceDb db, UserId artist, string title, double seconds, params (UserId? Account, string Name, int BasisPoints)[] shares)
    {
        var at = new DateTime(2026, 1, 2, 0, 0, 0, DateTimeKind.Utc);
        var track = new Track(artist, new TrackDetails(title, "", "", "GHABC2600001", null), new string('a', 64), "song.wav", at);
        var id = RecordingId.New();
        _ = track.Scan(seconds, null, at).Value;
        _ = track.TakePrint(seconds, -14, at).Value;
        _ = track.Listen(id, at).Value;
        db.Tracks.Add(track);
        db.Recordings.Add(new Recording(id, track.Id, seconds, at));
        if (shares.Length == 0) return id;
        var lines = shares.Select(s => new ShareLine(s.Name, s.Account is null || s.Account == artist ? null : $"{s.Account}@x.gh",
            ContributorRole.Performer, s.BasisPoints, s.Account == artist)).ToList();
        var sheet = new SplitVersion(track, 1, at, lines, at);
        foreach (var (account, _, _) in shares.Where(s => s.Account is not null && s.Account != artist))
            _ = sheet.Accept(account!.Value, $"{account}@x.gh", at).Value;
        db.SplitVersions.Add(sheet);
        return id;
    }

    public static PlayId Play(
        MarketplaceDb db, StationId station, RecordingId song, DateTime start, int audible, int songSeconds,
        PlayState state = PlayState.Confirmed, UsageClass usage = UsageClass.Feature,
        DateTime? lastHeard = null)
    {
        var found = state == PlayState.Disputed ? PlayState.Confirmed : state;
        var play = new Play(PlayId.New(), station, Guid.NewGuid(), new MergedPlay(
            song.Value, start, start.AddSeconds(audible), audible, audible, audible, 0, 0.93m, 100, found, PlayFlags.None, usage,
            [Guid.NewGuid(), Guid.NewGuid()]),
            new PlayTrail(songSeconds * 1000, lastHeard ?? start.AddSeconds(audible), start, new string('e', 64), 1));
        if (state == PlayState.Disputed)
            _ = play.Decide(new PlayDecision(PlayState.Disputed, ReasonCode.Other, null), UserId.New(), start).Value;
        db.Plays.Add(play);
        return play.Id;
    }

    /// <summary>Worked example X10: four confirmed plays, a disputed, a doubtful and a short one on S1; three early ones on S2.</summary>
    public static (StationId S1, StationId S2, RecordingId Song) X10(
        MarketplaceDb db, UserId artist, UserId other, UserId owner, string title = "Ɔdɔ 爱之歌", string stationName = "Accra Beat FM")
    {
        var s1 = Station(db, owner, stationName, StationTier.A);
        var s2 = Station(db, owner, "Volta Radio", StationTier.C);
        var song = Song(db, artist, title, 200, (artist, "Ama", 6000), (other, "Kofi", 4000));
        for (var i = 0; i < 4; i++) Play(db, s1, song, Noon.AddDays(i), 200, 200);
        Play(db, s1, song, Noon.AddDays(5), 200, 200, PlayState.Disputed);
        Play(db, s1, song, Noon.AddDays(6), 100, 200, PlayState.NeedsReview);
        Play(db, s1, song, Noon.AddDays(7), 20, 200, PlayState.Fragment);
        for (var i = 0; i < 3; i++) Play(db, s2, song, Noon.AddDays(i).AddHours(-5), 187, 200);
        return (s1, s2, song);
    }

    public static Actor Finance(string name) => new(UserId.New(), name)
    {
        StaffRoles = new HashSet<StaffRole> { StaffRole.Finance }, HasSecondFactor = true,
    };
}
