using Marketplace.Core.Kernel;
using Marketplace.Core.Media;
using Marketplace.Core.Radio;
using Marketplace.Core.Radio.Tracks;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Web.Demo;

/// <summary>The artists upload their songs and agree on splits, through the same doors as everybody.</summary>
public sealed class DemoTracks(DemoStudio studio, IServiceProvider present)
{
    /// <summary>The song whose second contributor has not answered, so that there is something to wait for.</summary>
    private const int UnansweredSong = 1;

    /// <summary>Uploads every song that is not there yet and answers the recordings by position in the cast.</summary>
    public async Task<IReadOnlyList<RecordingId>> Upload(
        DemoPast past, IReadOnlyDictionary<string, Actor> people, CancellationToken ct)
    {
        var recordings = new List<RecordingId>();
        for (var i = 0; i < DemoCast.Songs.Count; i++)
        {
            var artist = people[DemoCast.Artists[DemoCast.Songs[i].Artist].Email];
            var track = await Find(past, artist, DemoCast.Songs[i].Title, ct) ?? await Create(past, artist, i, ct);
            (await past.Get<ProcessTrack>().Run(track, ct)).Must();
            await Split(past, people, artist, track, i, ct);
            await using var db = await past.Get<IDbContextFactory<MarketplaceDb>>().CreateDbContextAsync(ct);
            recordings.Add((await db.Tracks.AsNoTracking().SingleAsync(t => t.Id == track, ct)).RecordingId
                ?? throw new InvalidOperationException($"The demo song {DemoCast.Songs[i].Title} did not become a recording."));
        }
        return recordings;
    }

    private static async Task<TrackId?> Find(DemoPast past, Actor artist, string title, CancellationToken ct)
    {
        await using var db = await past.Get<IDbContextFactory<MarketplaceDb>>().CreateDbContextAsync(ct);
        return (await db.Tracks.AsNoTracking().FirstOrDefaultAsync(t => t.ArtistId == artist.UserId && t.Title == title, ct))?.Id;
    }

    // The file comes today: a past upload would be overdue, and the timers of today would take it away under our hands.
    private async Task<TrackId> Create(DemoPast past, Actor artist, int index, CancellationToken ct)
    {
        var song = DemoCast.Songs[index];
        var file = await studio.Song(index, ct);
        await using var content = File.OpenRead(file);
        var upload = (await present.GetRequiredService<CreateUpload>().Run(
            new(UploadPurpose.Audio, $"{song.Title}.mp3", content.Length, Guid.NewGuid()), artist, ct)).Must();
        (await present.GetRequiredService<ReceiveChunk>().Run(upload.Id, 0, content, null, artist, ct)).Must();
        var isrc = song.Artist == 3 ? null : $"GHDEM26{index + 1:00000}"; // One artist has no ISRCs yet, as many have.
        return (await past.Get<CreateTrack>().Run(
            new(upload.Id, song.Title, "", song.Genre, isrc, null, Guid.NewGuid()), artist, ct)).Must();
    }

    private static async Task Split(
        DemoPast past, IReadOnlyDictionary<string, Actor> people, Actor artist, TrackId track, int index, CancellationToken ct)
    {
        await using var db = await past.Get<IDbContextFactory<MarketplaceDb>>().CreateDbContextAsync(ct);
        if (await db.SplitVersions.AnyAsync(v => v.TrackId == track, ct)) return;
        var other = DemoCast.Artists[(DemoCast.Songs[index].Artist + 1) % DemoCast.Artists.Count];
        var shares = index % 3 == 0
            ? [new ShareLine(artist.Name, null, ContributorRole.Performer, SplitVersion.Whole, IsMe: true)]
            : new[]
            {
                new ShareLine(artist.Name, null, ContributorRole.Performer, 7_500, IsMe: true),
                new ShareLine(other.Name, other.Email, ContributorRole.Producer, 2_500, IsMe: false),
            };
        var split = (await past.Get<ProposeSplit>().Run(new(track, null, shares, Guid.NewGuid()), artist, ct)).Must();
        if (index % 3 != 0 && index != UnansweredSong)
            (await past.Get<AcceptSplit>().Run(new(split, Guid.NewGuid()), people[other.Email], ct)).Must();
    }
}

/// <summary>The demo asks only for what is allowed, so a refusal is a mistake of ours.</summary>
internal static class DemoResults
{
    public static T Must<T>(this Result<T> result) => result.Fails(out var value, out var error)
        ? throw new InvalidOperationException($"The demo was refused: {error.Code} {error.Message}")
        : value;
}
