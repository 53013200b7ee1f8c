using Marketplace.Core.Kernel;
using Marketplace.Core.Media;
using Marketplace.Core.Radio;
using Marketplace.Core.Radio.Tracks;
using Marketplace.Tests.Kit;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Radio.Tracks;

[Trait("Suite", "UseCases")]
public sealed class TrackTests
{
    [Fact]
    public void Steps_of_a_track() => FlowTable.Is(TrackFlow.Steps,
        "Uploaded: Scanned Failed Withdrawn", "Scanned: Fingerprinted Failed Withdrawn",
        "Fingerprinted: MetadataNeeded DuplicateFound Listening Failed Withdrawn", "MetadataNeeded: Fingerprinted Withdrawn",
        "DuplicateFound: Listening Withdrawn", "Listening: Withdrawn", "Failed: Uploaded Withdrawn");

    [Fact]
    public void Steps_of_an_upload() => FlowTable.Is(Upload.Flow,
        "Receiving: Complete Expired Aborted", "Complete: Used Expired Aborted");

    [Fact]
    public async Task A_song_is_listened_for_and_found_in_the_index()
    {
        await using var world = await World.New();
        var ama = await world.Artist("ama");
        var track = await world.Listened(ama, ArtistWorld.Song(1));
        Assert.Equal(TrackState.Listening, track.State);
        Assert.Equal(30, track.DurationSeconds, 0.1);

        var index = world.Get<RecordingIndex>();
        var heard = await Marketplace.Audio.Decoding.AudioFile.DecodeMono(
            (await world.Get<IBlobStore>().LocalPath(track.AudioBlob, default))!, index.SampleRateHz, Marketplace.Audio.Decoding.DecodeLimits.Standard, default);
        var match = index.Query(heard[(8 * 8000)..(20 * 8000)]).Single();
        Assert.Equal(track.RecordingId.ToString(), match.TrackId);
        Assert.Equal(8, match.ReferenceOffsetSeconds - match.StartSeconds, 0.3);

        // Another process begins with an empty memory and the same rows.
        var reborn = new RecordingIndex(world.Get<IDbContextFactory<Marketplace.Core.Storage.MarketplaceDb>>());
        Assert.False(reborn.IsReady);
        await reborn.Load(default);
        Assert.Single(reborn.Query(heard[..(12 * 8000)]));
    }

    [Fact]
    public async Task Another_node_hears_what_was_placed_here_and_no_longer_what_was_taken_back()
    {
        await using var world = await World.New();
        var (ama, kofi) = (await world.Artist("ama"), await world.Artist("kofi"));
        var other = new RecordingIndex(world.Get<IDbContextFactory<Marketplace.Core.Storage.MarketplaceDb>>());
        Assert.Equal(0, await other.Follow(default)); // Not loaded yet, so nothing to compare.
        await other.Load(default);

        var song = ArtistWorld.Song(1);
        var first = await world.Listened(ama, song);
        Assert.Equal((1, 1), (await other.Follow(default), other.Count));
        Assert.Equal((0, 1), (await other.Follow(default), other.Count));
        var second = await world.Listened(kofi, await ArtistWorld.AsMp3(song), "Mine");
        await world.Get<WithdrawTrack>().Run(new(first.Id, Guid.NewGuid()), ama, default);
        Assert.Equal((1, 1), (await other.Follow(default), other.Count)); // The same recording by the other artist's sound.
        await world.Get<WithdrawTrack>().Run(new(second.Id, Guid.NewGuid()), kofi, default);
        Assert.Equal((1, 0), (await other.Follow(default), other.Count));
    }

    [Fact]
    public async Task The_same_sound_in_another_format_is_found_as_the_artists_own_duplicate()
    {
        await using var world = await World.New();
        var ama = await world.Artist("ama");
        var song = ArtistWorld.Song(1);
        var first = await world.Listened(ama, song);
        var again = await world.Listened(ama, await ArtistWorld.AsMp3(song), "Harbour lights, radio edit");
        Assert.Equal((TrackState.DuplicateFound, first.RecordingId), (again.State, again.DuplicateOf));

        var stranger = await world.Artist("kofi");
        Assert.Equal("track.unknown", (await world.Get<JoinRecording>().Run(new(again.Id, Guid.NewGuid()), stranger, default)).Error!.Code);
        Assert.True((await world.Get<JoinRecording>().Run(new(again.Id, Guid.NewGuid()), ama, default)).IsOk);
        Assert.Equal("state", (await world.Get<JoinRecording>().Run(new(again.Id, Guid.NewGuid()), ama, default)).Error!.Code);
        Assert.Equal(first.RecordingId, (await world.Track(again.Id)).RecordingId);
        await using var db = world.Db();
        Assert.Single(await db.Recordings.ToListAsync());
    }

    [Fact]
    public async Task The_same_sound_from_two_accounts_is_a_conflict_that_both_see()
    {
        await using var world = await World.New();
        var (ama, kofi) = (await world.Artist("ama"), await world.Artist("kofi"));
        var song = ArtistWorld.Song(1);
        var first = await world.Listened(ama, song);
        var second = await world.Listened(kofi, await ArtistWorld.AsMp3(song), "Mine");
        Assert.Equal((TrackState.Listening, first.RecordingId), (second.State, second.RecordingId));

        var details = world.Get<TrackDetailQueries>();
        Assert.Equal("kofi", (await details.Of(first.Id, ama, default))!.Conflicts.Single().OtherName);
        Assert.Equal("ama", (await details.Of(second.Id, kofi, default))!.Conflicts.Single().OtherName);
        Assert.Contains(first.RecordingId!.Value, await world.Get<TrackQueries>().Conflicted([first.RecordingId!.Value], default));

        // The first one leaves: the conflict ends, and the recording goes on with the second one's sound.
        await world.Get<WithdrawTrack>().Run(new(first.Id, Guid.NewGuid()), ama, default);
        Assert.Empty(await world.Get<TrackQueries>().Conflicted([first.RecordingId!.Value], default));
        await using var db = world.Db();
        var recording = await db.Recordings.SingleAsync();
        Assert.Equal((second.Id, (DateTime?)null), (recording.ReferenceTrackId, recording.RetiredAt));
        await world.Get<WithdrawTrack>().Run(new(second.Id, Guid.NewGuid()), kofi, default);
        await world.Get<RecordingIndex>().Refresh(recording.Id, default);
        Assert.Equal(0, world.Get<RecordingIndex>().Count);
    }

    [Fact]
    public async Task Another_song_is_its_own_recording_and_an_excerpt_inside_a_medley_shares_material()
    {
        await using var world = await World.New();
        var ama = await world.Artist("ama");
        var a = await world.Listened(ama, ArtistWorld.Song(1), "One");
        var b = await world.Listened(ama, ArtistWorld.Song(2), "Two");
        Assert.NotEqual(a.RecordingId, b.RecordingId);
        // Half of the first song, then something else: more than 30 % and less than 90 % of either.
        var (x, y) = (ArtistWorld.Song(1, 15), ArtistWorld.Song(3, 15));
        var medley = await world.Listened(ama, Wav([.. x[44..], .. y[44..]]), "Medley");
        Assert.Equal(TrackState.Listening, medley.State);
        Assert.Contains((await world.Get<TrackDetailQueries>().Of(medley.Id, ama, default))!.Shared, s => s.Title == "One");
    }

    [Theory]
    [InlineData(TrackState.Uploaded)]
    [InlineData(TrackState.Scanned)]
    [InlineData(TrackState.Fingerprinted)]
    public async Task A_pipeline_that_was_killed_after_any_step_goes_on_and_doubles_nothing(TrackState died)
    {
        await using var world = await World.New();
        var ama = await world.Artist("ama");
        var id = await world.HandIn(ama, ArtistWorld.Song(1));
        if (died != TrackState.Uploaded) await StopAt(world, id, died);
        Assert.Equal(died, (await world.Track(id)).State);

        await world.Get<TrackPipeline>().Run(default);
        await world.Get<TrackPipeline>().Run(default);
        Assert.Equal(TrackState.Listening, (await world.Track(id)).State);
        await using var db = world.Db();
        Assert.Single(await db.Recordings.ToListAsync());
        Assert.Single(await db.TrackPrints.ToListAsync());
        Assert.Equal(1, world.Get<RecordingIndex>().Count);
    }

    [Fact]
    public async Task A_file_that_cannot_be_used_stops_with_its_reason_keeps_nothing_and_starts_again_with_another_file()
    {
        await using var world = await World.New();
        var ama = await world.Artist("ama");
        var whole = ArtistWorld.Song(1);
        Assert.Equal("upload.damaged", (await world.SendWhole(ama, whole[..(whole.Length / 2)])).Error!.Code); // A torn file comes no further.
        var track = await world.Listened(ama, Wav(new byte[2 * 22050 * 10]));
        Assert.Equal((TrackState.Failed, "track.silent", false), (track.State, track.FailureCode, track.MayRetry));
        Assert.False(await world.Get<IBlobStore>().Exists(track.AudioBlob, default));

        var retry = world.Get<RetryTrack>();
        Assert.Equal("track.needs_file", (await retry.Run(new(track.Id, null, Guid.NewGuid()), ama, default)).Error!.Code);
        Assert.Equal("track.upload", (await retry.Run(new(track.Id, UploadId.New(), Guid.NewGuid()), ama, default)).Error!.Code);
        var upload = (await world.SendWhole(ama, whole)).Value.Id;
        Assert.True((await retry.Run(new(track.Id, upload, Guid.NewGuid()), ama, default)).IsOk);
        await world.Get<TrackPipeline>().Run(default);
        Assert.Equal(TrackState.Listening, (await world.Track(track.Id)).State);
    }

    [Fact]
    public async Task Silence_and_a_blink_of_sound_stop_with_their_reasons()
    {
        await using var world = await World.New();
        var ama = await world.Artist("ama");
        Assert.Equal("track.silent", (await world.Listened(ama, Wav(new byte[2 * 22050 * 10]))).FailureCode);
        Assert.Equal("track.too_short", (await world.Listened(ama, ArtistWorld.Song(1, 2))).FailureCode);
    }

    [Fact]
    public async Task A_track_without_any_title_waits_for_one()
    {
        await using var world = await World.New();
        var ama = await world.Artist("ama");
        var track = await world.Listened(ama, ArtistWorld.Song(1), title: "");
        Assert.Equal(TrackState.MetadataNeeded, track.State);
        Assert.Equal("track.no_title", (await Edit(world, ama, track.Id, " ")).Error!.Code);
        Assert.True((await Edit(world, ama, track.Id, "Now it has one")).IsOk);
        await world.Get<TrackPipeline>().Run(default);
        Assert.Equal(TrackState.Listening, (await world.Track(track.Id)).State);
    }

    [Fact]
    public async Task Only_artists_hand_in_and_only_their_own_complete_uploads_once()
    {
        await using var world = await World.New();
        var (ama, kofi) = (await world.Artist("ama"), await world.Artist("kofi"));
        var upload = (await world.SendWhole(ama, ArtistWorld.Song(1, 6))).Value.Id;
        Task<Result<TrackId>> HandIn(Actor who, string? isrc = null, Guid? key = null) =>
            world.Get<CreateTrack>().Run(new(upload, "One", "", "", isrc, null, key ?? Guid.NewGuid()), who, default);

        Assert.Equal("track.not_artist", (await HandIn(ama with { Capabilities = new HashSet<Capability>() })).Error!.Code);
        Assert.Equal("track.upload", (await HandIn(kofi)).Error!.Code);
        Assert.Equal("isrc.form", (await HandIn(ama, "GH-A01-26")).Error!.Code);
        var key = Guid.NewGuid();
        var answers = await Task.WhenAll(HandIn(ama, "gh-a01-26-00001", key), HandIn(ama, "gh-a01-26-00001", key));
        Assert.Equal(answers[0].Value, answers[1].Value);
        Assert.Equal("track.upload", (await HandIn(ama)).Error!.Code);
        Assert.Equal("GHA012600001", (await world.Track(answers[0].Value)).Isrc);
        Assert.Null(await world.Get<TrackDetailQueries>().Of(answers[0].Value, kofi, default));
        Assert.Null(await world.Get<TrackDetailQueries>().Sound(answers[0].Value, kofi, default));
        Assert.Equal("track.unknown", (await Edit(world, kofi, answers[0].Value, "Stolen")).Error!.Code);
    }

    private static Task<Result<TrackProgressed>> Edit(World world, Actor actor, TrackId track, string title) =>
        world.Get<EditTrack>().Run(new(track, title, "", "", null, null, Guid.NewGuid()), actor, default);

    // What a kill leaves behind: everything committed up to this state, nothing after it.
    private static async Task StopAt(World world, TrackId id, TrackState state)
    {
        await world.Get<TrackPipeline>().Run(default);
        await world.Get<RecordingIndex>().Refresh(new RecordingId(await Forget(world, id, state)), default);
    }

    private static async Task<Guid> Forget(World world, TrackId id, TrackState state)
    {
        await using var db = world.Db();
        var recording = (await db.Recordings.SingleAsync()).Id;
        await db.Recordings.ExecuteDeleteAsync();
        if (state == TrackState.Scanned) await db.TrackPrints.ExecuteDeleteAsync();
        await db.Tracks.Where(t => t.Id == id).ExecuteUpdateAsync(
            set => set.SetProperty(t => t.State, state).SetProperty(t => t.RecordingId, (RecordingId?)null));
        return recording.Value;
    }

    private static byte[] Wav(byte[] pcm) => Marketplace.Audio.Decoding.Pcm.ToWav(Marketplace.Audio.Decoding.Pcm.ToFloats(pcm), 22050);
}
