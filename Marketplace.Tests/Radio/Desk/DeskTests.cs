using Marketplace.Core.Kernel;
using Marketplace.Core.Radio;
using Marketplace.Core.Radio.Desk;
using Marketplace.Core.Radio.Plays;
using Marketplace.Core.Radio.Tracks;
using Marketplace.Tests.Kit;
using Marketplace.Tests.Royalties;

namespace Marketplace.Tests.Radio.Desk;

[Trait("Suite", "UseCases")]
public sealed class DeskTests
{
    [Fact]
    public async Task Support_finds_by_title_code_name_and_number_and_nobody_else_does()
    {
        await using var world = await World.New();
        var (artist, station, _, play) = await Stage(world);
        var look = world.Get<RadioLookUp>();
        var support = Staff(StaffRole.Support);

        var byTitle = Assert.Single(await look.Tracks(support, "HARBOUR", default));
        Assert.Equal(("ama", TrackState.Listening), (byTitle.Artist, byTitle.State));
        Assert.Equal(byTitle.Id, Assert.Single(await look.Tracks(support, "gh-abc-26-00001", default)).Id);
        Assert.Equal(byTitle.Id, Assert.Single(await look.Tracks(support, byTitle.Id.ToString(), default)).Id);
        Assert.Equal(station, Assert.Single(await look.Stations(support, "coast", default)).Id);
        Assert.Equal(play, Assert.Single(await look.Plays(support, play.ToString(), default)).Id);
        Assert.Equal((1, 2), ((await look.Of(support, artist.UserId, default)).Tracks.Count, (await look.Track(support, byTitle.Id, default))!.Plays.Total));
        Assert.Empty(await look.Tracks(support, "h", default)); // One letter would list the house.

        foreach (var stranger in new[] { Actor.Guest, artist, Staff(StaffRole.Finance), Staff(StaffRole.Support) with { HasSecondFactor = false } })
        {
            Assert.Empty(await look.Tracks(stranger, "harbour", default));
            Assert.Empty(await look.Stations(stranger, "coast", default));
            Assert.Empty(await look.Plays(stranger, play.ToString(), default));
            Assert.Null(await look.Track(stranger, byTitle.Id, default));
            Assert.Empty((await look.Of(stranger, artist.UserId, default)).Tracks);
        }
    }

    [Fact]
    public async Task What_waits_for_a_moderator_is_the_oldest_first_and_leaves_the_queue_with_the_decision()
    {
        await using var world = await World.New();
        var (artist, _, _, waiting) = await Stage(world);
        var queue = world.Get<ReviewQueue>();
        var moderator = Staff(StaffRole.Moderator);
        Assert.Equal(waiting, Assert.Single((await queue.Plays(moderator, 0, 10, default)).Items).Id);
        Assert.Equal(1, await queue.Count(moderator, default));
        Assert.Null(await queue.After(moderator, waiting, default));
        foreach (var stranger in new[] { Actor.Guest, artist, Staff(StaffRole.Support), Staff(StaffRole.Superadmin) })
        {
            Assert.Equal(0, (await queue.Plays(stranger, 0, 10, default)).Total);
            Assert.Empty(await queue.Claims(stranger, default));
        }

        Assert.Equal("play.note", (await Decide(world, moderator, waiting, new(PlayState.Rejected, ReasonCode.Other, " "))).Error?.Code);
        Assert.True((await Decide(world, moderator, waiting, new(PlayState.Confirmed, ReasonCode.Other, "Heard it", Usage: UsageClass.Background))).IsOk);
        Assert.Equal(0, await queue.Count(moderator, default));
        var proof = (await world.Get<PlayProof>().Of(waiting, moderator, default)).Value;
        Assert.Equal((UsageClass.Background, UsageClass.Feature), (proof.Line.Usage, proof.Machine.Usage));
    }

    [Fact]
    public async Task A_play_on_air_counts_only_the_seconds_that_were_heard()
    {
        await using var world = await World.New();
        var artist = await world.Artist("ama");
        var now = world.Clock.GetUtcNow().UtcDateTime;
        await using (var db = world.Db())
        {
            var station = Months.Station(db, UserId.New(), "Coast FM", StationTier.B);
            var song = Months.Song(db, artist.UserId, "Harbour lights", 200, (artist.UserId, "ama", 10_000));
            Months.Play(db, station, song, now.AddSeconds(-60), 200, 200, lastHeard: now.AddSeconds(-20));
            await db.SaveChangesAsync();
        }
        var month = await world.Get<ArtistAirplay>().Month(artist, "Africa/Accra", default);
        Assert.Equal((1, 40), (month.Plays, month.Seconds));
        var line = (await world.Get<ArtistAirplay>().Log(artist, new("", null, null, 0, 5), default)).Items[0];
        Assert.Equal((40, 200), (line.AudibleBy(now), line.AudibleBy(now.AddMinutes(5))));
    }

    [Fact]
    public async Task A_station_without_an_address_is_asked_for_one()
    {
        await using var world = await World.New();
        var owner = new Actor(UserId.New(), "owner") { Capabilities = new HashSet<Capability> { Capability.Station } };
        await using var db = world.Db();
        var station = Months.Station(db, owner.UserId, "New FM", StationTier.C);
        await db.SaveChangesAsync();
        Assert.Equal(StationLight.NoStream, (await world.Get<StationAirplay>().Health(station, owner, default))!.State);
    }

    private static async Task<(Actor Artist, StationId Station, RecordingId Song, PlayId Waiting)> Stage(World world)
    {
        var artist = await world.Artist("ama");
        await using var db = world.Db();
        var station = Months.Station(db, artist.UserId, "Coast FM", StationTier.B);
        var song = Months.Song(db, artist.UserId, "Harbour lights", 200, (artist.UserId, "ama", 10_000));
        Months.Play(db, station, song, Months.Noon, 180, 200);
        var waiting = Months.Play(db, station, song, Months.Noon.AddHours(1), 120, 200, PlayState.NeedsReview);
        await db.SaveChangesAsync();
        return (artist, station, song, waiting);
    }

    private static Task<Result<PlayChanged>> Decide(World world, Actor actor, PlayId play, PlayDecision decision) =>
        world.Get<AdjudicatePlay>().Run(new(play, decision, Guid.NewGuid()), actor, default);

    private static Actor Staff(StaffRole role) =>
        new(UserId.New(), role.ToString()) { StaffRoles = new HashSet<StaffRole> { role }, HasSecondFactor = true };
}
