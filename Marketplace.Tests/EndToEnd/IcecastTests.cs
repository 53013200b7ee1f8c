using System.Globalization;
using System.Text;
using Marketplace.Audio.Decoding;
using Marketplace.Audio.Profiles;
using Marketplace.Audio.Synthesis;
using Marketplace.Core.Kernel;
using Marketplace.Core.Radio;
using Marketplace.Core.Radio.Stations;
using Marketplace.Tests.Kit;
using Marketplace.Tests.Radio.Listening;
using Microsoft.EntityFrameworkCore;
using Xunit.Abstractions;

namespace Marketplace.Tests.EndToEnd;

[CollectionDefinition("Icecast programme")]
public sealed class IcecastProgrammeCollection;

/// <summary>A real icecast2, a real ten-minute programme, our real listener: the plays are the programme's log.</summary>
[Collection("Icecast programme"), Trait("Category", "Programme")]
public sealed class IcecastTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Ten_minutes_of_radio_are_heard_exactly_as_they_were_played()
    {
        await using var world = await Ear.RealTimeWorld();
        var artist = UserId.New();
        // Songs of the library, and among them one that nobody uploaded.
        var songs = Enumerable.Range(21, 7).Select(SongComposer.Compose).ToList();
        Dictionary<string, RecordingId> library = [];
        foreach (var song in songs.Where((_, i) => i != 3))
            library[song.Title] = (await world.AddSong(artist, song, await Uploaded(world, song))).Recording;
        var programme = Programme.Make(songs, atLeastSeconds: 560);
        var path = await programme.WriteMp3(world.Folder);

        await using var icecast = new Icecast();
        await icecast.Start();
        // Half a minute: the shortest song of the programme is then always heard twice, which is what confirms a play.
        var station = await world.AddStation(UserId.New(), new ListeningMode(15, 30, 5), icecast.Stream);
        var onAirSince = await icecast.Feed(path);
        await using (world.Listen())
        {
            using var clock = new PeriodicTimer(TimeSpan.FromSeconds(programme.Seconds + 5));
            await clock.WaitForNextTickAsync();
        }

        await using var db = world.Db();
        var plays = await db.Plays.Where(p => p.StationId == station && !p.IsWithdrawn).OrderBy(p => p.StartAt).ToListAsync();
        var log = programme.Songs.Where(s => library.ContainsKey(s.Song.Title)).ToList();
        StringBuilder seen = new();
        foreach (var (song, at) in log) seen.AppendLine(CultureInfo.InvariantCulture, $"log   {at,7:F1} {song.Seconds,6:F1} {library[song.Title]}");
        foreach (var p in plays)
            seen.AppendLine(CultureInfo.InvariantCulture, $"heard {(p.StartAt - onAirSince).TotalSeconds,7:F1} {(p.EndAt - p.StartAt).TotalSeconds,6:F1} {p.RecordingId} {p.State} {p.Confidence} {p.Detections} {p.Usage}");
        foreach (var d in await db.Detections.Where(d => d.StationId == station).OrderBy(d => d.MatchStartAt).ToListAsync())
            seen.AppendLine(CultureInfo.InvariantCulture, $"match {(d.MatchStartAt - onAirSince).TotalSeconds,7:F1} {d.ReferenceOffsetMs / 1000.0,6:F1} {d.RecordingId} {d.Score:F2}");
        output.WriteLine(seen.ToString());

        var unheard = log.ToList();
        foreach (var play in plays)
        {
            var start = (play.StartAt - onAirSince).TotalSeconds;
            var index = unheard.FindIndex(s => library[s.Song.Title] == play.RecordingId && Math.Abs(s.At - start) <= 3);
            Assert.True(index >= 0, $"heard {play.RecordingId} at {start:F1} s, which was not played then\n{seen}");
            unheard.RemoveAt(index);
        }
        Assert.True(plays.Count >= 0.95 * log.Count, $"heard {plays.Count} of {log.Count}\n{seen}");
        Assert.DoesNotContain(plays, play => play.State is PlayState.Rejected or PlayState.Fragment or PlayState.Overlapped);
    }

    // The synthesiser sounds different at another rate, so the reference is decoded from the very sound that goes to air.
    private static async Task<float[]> Uploaded(World world, Song song)
    {
        var file = Path.Combine(world.Folder, $"{Guid.NewGuid():N}.wav");
        await File.WriteAllBytesAsync(file, Pcm.ToWav(song.Render(Programme.Rate), Programme.Rate));
        return await AudioFile.DecodeMono(file, FingerprintProfile.Standard.SampleRateHz, DecodeLimits.Standard, default);
    }
}
