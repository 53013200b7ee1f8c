using Marketplace.Audio.Synthesis;
using Marketplace.Core.Kernel;
using Marketplace.Core.Radio;
using Marketplace.Core.Radio.Listening;
using Marketplace.Core.Radio.Plays;
using Marketplace.Core.Radio.Sampling;
using Marketplace.Core.Radio.Stations;
using Marketplace.Core.Radio.Tracks;
using Marketplace.Tests.Kit;
using Marketplace.Tests.Radio.Listening;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Radio.Plays;

[Trait("Suite", "UseCases")]
public sealed class MergeStationDayTests
{
    private static readonly DateTime Noon = new(2026, 7, 15, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task Windows_of_one_song_become_one_play_and_a_repeat_changes_nothing()
    {
        await using var world = await World.New();
        var (artist, station, recording) = await Stage(world);
        await world.Hear(station, recording, Noon, offset: 10);
        await world.Hear(station, recording, Noon.AddSeconds(60), offset: 70);
        await world.Hear(station, null, Noon.AddSeconds(120), offset: 0);

        var merge = world.Get<MergeStationDay>();
        await merge.Around(station, Noon.AddSeconds(60), CancellationToken.None);
        var first = await Only(world);
        Assert.Equal((Noon.AddSeconds(-10), PlayState.Confirmed, 2), (first.StartAt, first.State, first.Detections));

        Assert.Equal(0, await merge.Run(station, new DateOnly(2026, 7, 15), CancellationToken.None));
        var again = await Only(world);
        Assert.Equal((first.Id, first.Version, first.EvidenceHash), (again.Id, again.Version, again.EvidenceHash));
    }

    [Fact]
    public async Task A_late_detection_makes_the_same_play_longer_and_keeps_its_id()
    {
        await using var world = await World.New();
        var (_, station, recording) = await Stage(world);
        var merge = world.Get<MergeStationDay>();
        await world.Hear(station, recording, Noon.AddSeconds(60), offset: 70);
        await merge.Around(station, Noon, CancellationToken.None);
        var before = await Only(world);

        await world.Hear(station, recording, Noon, offset: 10);
        await merge.Around(station, Noon, CancellationToken.None);
        var after = await Only(world);
        Assert.Equal((before.Id, 2), (after.Id, after.Detections));
    }

    [Fact]
    public async Task A_play_over_midnight_is_written_once()
    {
        await using var world = await World.New();
        var (_, station, recording) = await Stage(world);
        var late = new DateTime(2026, 7, 15, 23, 59, 30, DateTimeKind.Utc);
        await world.Hear(station, recording, late, offset: 10);
        await world.Hear(station, recording, late.AddSeconds(60), offset: 70);
        await world.Get<MergeStationDay>().Around(station, late.AddSeconds(60), CancellationToken.None);
        Assert.Equal(2, (await Only(world)).Detections);
    }

    [Fact]
    public async Task Plays_are_priced_by_the_stations_own_day_and_only_its_parties_see_the_proof()
    {
        await using var world = await World.New();
        var (artist, station, recording) = await Stage(world);
        await world.Hear(station, recording, Noon, offset: 10);
        await world.Hear(station, recording, Noon.AddSeconds(60), offset: 70);
        await world.Get<MergeStationDay>().Around(station, Noon, CancellationToken.None);

        var priced = Assert.Single(await world.Get<PlayQueries>().ForPeriod(new(2026, 7, 1), new(2026, 8, 1), CancellationToken.None));
        Assert.Equal((recording, StationTier.B, UsageClass.Feature), (priced.Recording, priced.Tier, priced.Usage));
        Assert.Empty(await world.Get<PlayQueries>().ForPeriod(new(2026, 8, 1), new(2026, 9, 1), CancellationToken.None));

        var proofs = world.Get<PlayProof>();
        Assert.True((await proofs.Of(priced.Play, new Actor(artist, "artist"), CancellationToken.None)).IsOk);
        foreach (var stranger in new[] { new Actor(UserId.New(), "stranger"), Actor.Guest })
        {
            Assert.Equal("play.unknown", (await proofs.Of(priced.Play, stranger, CancellationToken.None)).Error?.Code);
            Assert.Equal("play.unknown", (await proofs.Clip(priced.Play, 1, stranger, CancellationToken.None)).Error?.Code);
            Assert.Equal("play.unknown", (await proofs.Reference(priced.Play, 1, stranger, CancellationToken.None)).Error?.Code);
            Assert.Null(await world.Get<StationAirplay>().Health(station, stranger, CancellationToken.None));
            Assert.Equal(0, (await world.Get<ArtistAirplay>().Log(stranger, new PlayFilter("", null, null, 0, 10), CancellationToken.None)).Total);
        }
    }

    [Fact]
    public async Task Who_has_a_share_hears_the_proof_from_the_agreement_on_and_not_before()
    {
        await using var world = await World.New();
        var (ama, kofi, esi) = (await world.Artist("ama"), await world.Artist("kofi"), await world.Artist("esi"));
        var (recording, track) = await world.AddSong(ama.UserId, SongComposer.Compose(3));
        var station = await world.AddStation(UserId.New(), ListeningMode.Standard);
        await world.Hear(station, recording, Noon, offset: 10);
        await world.Get<MergeStationDay>().Around(station, Noon, CancellationToken.None);
        var play = (await Only(world)).Id;

        ShareLine[] shares =
        [
            new("Ama", null, ContributorRole.Performer, 7000, true),
            new("Kofi", "kofi@example.test", ContributorRole.Producer, 3000, false),
        ];
        var sheet = (await world.Get<ProposeSplit>().Run(new(track, null, shares, Guid.NewGuid()), ama, default)).Value;
        Assert.False(await Hears(world, play, kofi));
        Assert.True((await world.Get<AcceptSplit>().Run(new(sheet, Guid.NewGuid()), kofi, default)).IsOk);
        Assert.True(await Hears(world, play, kofi));
        Assert.True(await Hears(world, play, ama));
        Assert.False(await Hears(world, play, esi));
    }

    [Fact]
    public async Task A_person_decides_with_a_reason_and_a_new_merge_leaves_the_decision()
    {
        await using var world = await World.New();
        var (artist, station, recording) = await Stage(world);
        await world.Hear(station, recording, Noon, offset: 10, score: 0.7);
        await world.Get<MergeStationDay>().Around(station, Noon, CancellationToken.None);
        var play = await Only(world);
        Assert.Equal(PlayState.NeedsReview, play.State);

        var decide = world.Get<AdjudicatePlay>();
        var decision = new PlayDecision(PlayState.Rejected, ReasonCode.NotBroadcast, "silence on the logger");
        Assert.Equal("play.forbidden", (await decide.Run(new(play.Id, decision, Guid.NewGuid()), new Actor(artist, "artist"), CancellationToken.None)).Error?.Code);
        Assert.Equal("play.party", (await decide.Run(new(play.Id, decision, Guid.NewGuid()), Moderator(artist), CancellationToken.None)).Error?.Code);
        Assert.True((await decide.Run(new(play.Id, decision, Guid.NewGuid()), Moderator(UserId.New()), CancellationToken.None)).IsOk);

        await world.Hear(station, recording, Noon.AddSeconds(60), offset: 70);
        await world.Get<MergeStationDay>().Around(station, Noon, CancellationToken.None);
        var after = await Only(world);
        Assert.Equal((PlayState.Rejected, PlayState.Confirmed), (after.State, after.Machine.State));
    }

    [Fact] // Rule O-4.
    public async Task A_recording_that_jumps_about_inside_another_is_noted_as_sampled_and_both_artists_see_it()
    {
        await using var world = await World.New();
        var (artist, station, host) = await Stage(world);
        var other = UserId.New();
        var (sampled, sampledTrack) = await world.AddSong(other, SongComposer.Compose(4));
        foreach (var second in new[] { 0, 30, 60 }) await world.Hear(station, host, Noon.AddSeconds(second), offset: 10 + second);
        foreach (var second in new[] { 1, 31, 61 }) await world.Hear(station, sampled, Noon.AddSeconds(second), offset: 12, score: 0.6);
        var merge = world.Get<MergeStationDay>();
        await merge.Around(station, Noon.AddSeconds(61), CancellationToken.None);
        await merge.Run(station, new DateOnly(2026, 7, 15), CancellationToken.None);

        await using var db = world.Db();
        var hint = await db.SampleHints.SingleAsync();
        Assert.Equal((host, sampled, station), (hint.HostId, hint.SampledId, hint.StationId));
        Assert.Equal(host, (await db.Plays.SingleAsync(p => p.State == PlayState.Confirmed)).RecordingId);
        var details = world.Get<TrackDetailQueries>();
        var hostTrack = await db.Tracks.Where(t => t.RecordingId == host).Select(t => t.Id).SingleAsync();
        Assert.Equal(new SampleView(SongComposer.Compose(4).Title, false), Assert.Single((await details.Of(hostTrack, new Actor(artist, "ama"), default))!.Samples));
        Assert.Equal(new SampleView(SongComposer.Compose(3).Title, true), Assert.Single((await details.Of(sampledTrack, new Actor(other, "kofi"), default))!.Samples));
    }

    private static async Task<bool> Hears(World world, PlayId play, Actor actor) =>
        (await world.Get<PlayProof>().Of(play, actor, CancellationToken.None)).IsOk;

    private static Actor Moderator(UserId id) => new(id, "moderator")
    {
        StaffRoles = new HashSet<StaffRole> { StaffRole.Moderator }, HasSecondFactor = true,
    };

    private static async Task<(UserId Artist, StationId Station, RecordingId Recording)> Stage(World world)
    {
        var artist = UserId.New();
        var (recording, _) = await world.AddSong(artist, SongComposer.Compose(3));
        return (artist, await world.AddStation(UserId.New(), ListeningMode.Standard), recording);
    }

    private static async Task<Play> Only(World world)
    {
        await using var db = world.Db();
        return await db.Plays.SingleAsync(p => !p.IsWithdrawn);
    }
}

internal static class Hearing
{
    /// <summary>Writes a window of fifteen seconds, with one detection that fills it or with none.</summary>
    public static async Task Hear(this World world, StationId station, RecordingId? recording, DateTime at, int offset, double score = 0.93)
    {
        await using var db = world.Db();
        var plan = (await db.Stations.SingleAsync(s => s.Id == station)).Plan.Id;
        var window = new CaptureWindow
        {
            Id = Guid.CreateVersion7(), StationId = station, PlanId = plan, ScheduledAt = at, StartAt = at, LengthMs = 15_000,
            Outcome = WindowOutcome.Ok, Content = WindowContent.Speech, RecordedAt = at,
        };
        db.Add(window);
        if (recording is { } heard)
            db.Add(new Detection
            {
                Id = Guid.CreateVersion7(), WindowId = window.Id, StationId = station, RecordingId = heard, WindowStartAt = at,
                WindowEndAt = at.AddSeconds(15), MatchStartAt = at, MatchEndAt = at.AddSeconds(15), ReferenceOffsetMs = offset * 1000,
                ReferenceMs = 100_000, Score = score, MatcherVersion = "test", RecordedAt = at,
            });
        await db.SaveChangesAsync();
    }
}
