using Marketplace.Audio.Decoding;
using Marketplace.Audio.Synthesis;
using Marketplace.Core.Accounts;
using Marketplace.Core.Kernel;
using Marketplace.Core.Media;
using Marketplace.Core.Radio;
using Marketplace.Core.Radio.Tracks;

namespace Marketplace.Tests.Kit;

/// <summary>Artists, files and tracks for tests, made by the product's own use cases.</summary>
public static class ArtistWorld
{
    /// <summary>A song of our own synthesiser, mono WAV; the same seed is the same song.</summary>
    public static byte[] Song(int seed, double seconds = 30, double from = 0)
    {
        const int rate = 22050;
        var whole = SongComposer.Compose(seed).Render(rate);
        return Pcm.ToWav(whole.AsSpan((int)(from * rate), (int)(seconds * rate)), rate);
    }

    /// <summary>The same sound as MP3.</summary>
    public static async Task<byte[]> AsMp3(byte[] wav)
    {
        var (source, target) = (Path.GetTempFileName(), Path.GetTempFileName());
        try
        {
            await File.WriteAllBytesAsync(source, wav);
            await AudioEncoder.EncodeFile(source, target, AudioEncoding.Mp3, default);
            return await File.ReadAllBytesAsync(target);
        }
        finally
        {
            File.Delete(source);
            File.Delete(target);
        }
    }

    /// <summary>An account that takes part as an artist.</summary>
    public static async Task<Actor> Artist(this World world, string name)
    {
        var id = await world.Get<AccountSeeder>().Person($"{name}@example.test", name, "a password of no importance",
            new Dictionary<Capability, IReadOnlyDictionary<string, string>> { [Capability.Artist] = new Dictionary<string, string>() });
        return new Actor(id, name) { Capabilities = new HashSet<Capability> { Capability.Artist } };
    }

    /// <summary>Announces a file.</summary>
    public static Task<Result<UploadStatus>> Announce(
        this World world, Actor actor, long bytes, string name = "song.wav", UploadPurpose purpose = UploadPurpose.Audio, Guid? key = null) =>
        world.Get<CreateUpload>().Run(new(purpose, name, bytes, key ?? Guid.NewGuid()), actor, default);

    /// <summary>Sends a chunk.</summary>
    public static Task<Result<UploadStatus>> Send(this World world, Actor actor, UploadId id, long offset, byte[] chunk, byte[]? sha256 = null) =>
        world.Get<ReceiveChunk>().Run(id, offset, new MemoryStream(chunk), sha256, actor, default);

    /// <summary>Announces and sends a whole file.</summary>
    public static async Task<Result<UploadStatus>> SendWhole(
        this World world, Actor actor, byte[] file, string name = "song.wav", UploadPurpose purpose = UploadPurpose.Audio)
    {
        var announced = await world.Announce(actor, file.Length, name, purpose);
        return announced.IsOk ? await world.Send(actor, announced.Value.Id, 0, file) : announced;
    }

    /// <summary>Hands in a track; the pipeline has not seen it yet.</summary>
    public static async Task<TrackId> HandIn(this World world, Actor actor, byte[] file, string title = "Harbour lights")
    {
        var upload = await world.SendWhole(actor, file);
        return (await world.Get<CreateTrack>().Run(new(upload.Value.Id, title, "", "", null, null, Guid.NewGuid()), actor, default)).Value;
    }

    /// <summary>Hands in a track and lets the pipeline run.</summary>
    public static async Task<Track> Listened(this World world, Actor actor, byte[] file, string title = "Harbour lights")
    {
        var id = await world.HandIn(actor, file, title);
        await world.Get<TrackPipeline>().Run(default);
        return await world.Track(id);
    }

    /// <summary>The row as it is stored.</summary>
    public static async Task<Track> Track(this World world, TrackId id)
    {
        await using var db = world.Db();
        return (await db.Tracks.FindAsync(id))!;
    }
}
