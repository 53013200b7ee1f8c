using System.Security.Cryptography;
using System.Text;
using Marketplace.Core.Kernel;
using Marketplace.Core.Media;
using Marketplace.Core.Storage;
using Marketplace.Tests.Kit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Media;

[Trait("Suite", "UseCases")]
public sealed class UploadTests
{
    [Fact]
    public async Task A_file_cut_at_random_bytes_arrives_whole()
    {
        await using var world = await World.New();
        var artist = await world.Artist("ama");
        var file = ArtistWorld.Song(1);
        var dice = new Random(7);
        var id = (await world.Announce(artist, file.Length)).Value.Id;
        UploadStatus status;
        for (var cuts = 0; ; cuts++)
        {
            // Each time the sender knows nothing but what the server says, as after a restart.
            status = (await world.Get<UploadQueries>().Status(id, artist, default)).Value;
            if (status.State == UploadState.Complete) break;
            var chunk = file.AsSpan((int)status.Offset, (int)Math.Min(100_000, file.Length - status.Offset)).ToArray();
            if (cuts < 20)
            {
                var broken = new BrokenStream(chunk, dice.Next(chunk.Length));
                await Assert.ThrowsAsync<IOException>(() => world.Get<ReceiveChunk>().Run(id, status.Offset, broken, null, artist, default));
            }
            else await world.Send(artist, id, status.Offset, chunk, SHA256.HashData(chunk));
        }
        await using var db = world.Db();
        var blob = (await db.Uploads.SingleAsync()).Blob!;
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(file)), blob);
        await using var kept = await world.Get<IBlobStore>().Open(blob, default);
        Assert.Equal(SHA256.HashData(file), await SHA256.HashDataAsync(kept!));
        Assert.Empty(world.Get<UploadFiles>().All());
    }

    [Fact]
    public async Task A_process_that_died_after_the_last_byte_is_finished_by_the_next_question()
    {
        await using var world = await World.New();
        var artist = await world.Artist("ama");
        var file = ArtistWorld.Song(1, 6);
        var id = (await world.Announce(artist, file.Length)).Value.Id;
        // The bytes reached the disk, the row and the blob were never written.
        await world.Get<UploadFiles>().Append(id, 0, file.Length, new MemoryStream(file), default);
        var status = await world.Get<UploadQueries>().Status(id, artist, default);
        Assert.Equal(UploadState.Complete, status.Value.State);
        Assert.Equal(UploadState.Complete, (await world.Get<UploadQueries>().Status(id, artist, default)).Value.State);
    }

    [Fact]
    public async Task A_wrong_offset_and_a_damaged_chunk_change_nothing()
    {
        await using var world = await World.New();
        var artist = await world.Artist("ama");
        var file = ArtistWorld.Song(1, 6);
        var id = (await world.Announce(artist, file.Length)).Value.Id;
        await world.Send(artist, id, 0, file[..20_000]);

        Assert.Equal("upload.offset", (await world.Send(artist, id, 0, file[..20_000])).Error!.Code);
        Assert.Equal("upload.offset", (await world.Send(artist, id, 30_000, file[30_000..])).Error!.Code);
        Assert.Equal("upload.checksum", (await world.Send(artist, id, 20_000, file[20_000..30_000], SHA256.HashData(file))).Error!.Code);
        Assert.Equal("upload.too_long", (await world.Send(artist, id, 20_000, file)).Error!.Code);
        Assert.Equal(20_000, (await world.Get<UploadQueries>().Status(id, artist, default)).Value.Offset);
    }

    [Fact]
    public async Task A_foreign_upload_looks_like_none()
    {
        await using var world = await World.New();
        var (artist, stranger) = (await world.Artist("ama"), await world.Artist("kofi"));
        var id = (await world.Announce(artist, 1000)).Value.Id;
        foreach (var which in new[] { id, UploadId.New() })
        {
            Assert.Equal("upload.unknown", (await world.Get<UploadQueries>().Status(which, stranger, default)).Error!.Code);
            Assert.Equal("upload.unknown", (await world.Send(stranger, which, 0, [1])).Error!.Code);
            Assert.Equal("upload.unknown", (await world.Get<AbortUpload>().Run(new(which), stranger, default)).Error!.Code);
        }
        Assert.Equal("upload.sign_in", (await world.Announce(Actor.Guest, 1000)).Error!.Code);
    }

    public static TheoryData<string, byte[], string> Hostile => new()
    {
        { "program.mp3", [0x7F, (byte)'E', (byte)'L', (byte)'F', .. new byte[20_000]], "upload.not_audio" },
        { "windows.wav", [(byte)'M', (byte)'Z', .. new byte[20_000]], "upload.not_audio" },
        { "list.mp3", Encoding.ASCII.GetBytes("#EXTM3U\n#EXTINF:1\nfile:///etc/passwd\nhttp://169.254.169.254/\n"), "upload.not_audio" },
        { "concat.mp3", Encoding.ASCII.GetBytes("ffconcat version 1.0\nfile '/etc/passwd'\n"), "upload.not_audio" },
        { "page.flac", Encoding.ASCII.GetBytes("<html><script>alert(1)</script></html>"), "upload.not_audio" },
        { "one.wav", [1], "upload.not_audio" },
        { "head.flac", [.. "fLaC"u8, .. new byte[400]], "upload.damaged" },
    };

    [Theory, MemberData(nameof(Hostile))]
    public async Task Content_that_is_no_sound_is_refused_and_nothing_is_kept(string name, byte[] content, string code)
    {
        await using var world = await World.New();
        var artist = await world.Artist("ama");
        Assert.Equal(code, (await world.SendWhole(artist, content, name)).Error!.Code);
        Assert.Empty(world.Get<UploadFiles>().All());
        Assert.False(Directory.Exists(Path.Combine(world.Folder, "data", "blobs")) && Directory.EnumerateFiles(
            Path.Combine(world.Folder, "data", "blobs"), "*", SearchOption.AllDirectories).Any());
    }

    [Fact]
    public async Task A_large_fake_is_refused_at_its_first_chunk()
    {
        await using var world = await World.New();
        var artist = await world.Artist("ama");
        var id = (await world.Announce(artist, 50_000_000)).Value.Id;
        Assert.Equal("upload.not_audio", (await world.Send(artist, id, 0, new byte[64_000])).Error!.Code);
        Assert.Equal("upload.unknown", (await world.Get<UploadQueries>().Status(id, artist, default)).Error!.Code);
    }

    [Theory]
    [InlineData(0, "song.mp3", "upload.empty")]
    [InlineData(-1, "song.mp3", "upload.empty")]
    [InlineData(201L * 1024 * 1024, "song.mp3", "upload.too_large")]
    [InlineData(10, "", "upload.name")]
    [InlineData(10, "../", "upload.name")]
    public async Task What_cannot_be_announced(long bytes, string name, string code)
    {
        await using var world = await World.New();
        Assert.Equal(code, (await world.Announce(await world.Artist("ama"), bytes, name)).Error!.Code);
    }

    [Fact]
    public async Task A_name_is_for_eyes_only()
    {
        await using var world = await World.New();
        var artist = await world.Artist("ama");
        await world.SendWhole(artist, ArtistWorld.Song(1, 6), "../../..\\etc/cron.d/\u0007evil\r\n.wav");
        await using var db = world.Db();
        Assert.Equal("evil.wav", (await db.Uploads.SingleAsync()).FileName);
        var data = Path.Combine(world.Folder, "data");
        Assert.All(Directory.EnumerateFiles(data, "*", SearchOption.AllDirectories), f => Assert.StartsWith(data, Path.GetFullPath(f)));
    }

    [Fact]
    public async Task An_account_has_few_open_uploads_and_a_repeat_opens_no_other()
    {
        await using var world = await World.New();
        var artist = await world.Artist("ama");
        var key = Guid.NewGuid();
        var first = await world.Announce(artist, 10, key: key);
        Assert.Equal(first.Value.Id, (await world.Announce(artist, 10, key: key)).Value.Id);
        for (var i = 1; i < 10; i++) Assert.True((await world.Announce(artist, 10)).IsOk);
        Assert.Equal("upload.quota", (await world.Announce(artist, 10)).Error!.Code);
        Assert.True((await world.Get<AbortUpload>().Run(new(first.Value.Id), artist, default)).IsOk);
        Assert.True((await world.Announce(artist, 10)).IsOk);
    }

    [Fact]
    public async Task Two_senders_of_one_upload_append_once()
    {
        await using var world = await World.New();
        var artist = await world.Artist("ama");
        var file = ArtistWorld.Song(1, 6);
        var id = (await world.Announce(artist, file.Length)).Value.Id;
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => world.Send(artist, id, 0, file))));
        Assert.Contains(answers, a => a.IsOk);
        Assert.All(answers.Where(a => !a.IsOk), a => Assert.Contains(a.Error!.Code, new[] { "upload.offset", "upload.busy", "state" }));
        Assert.Equal(UploadState.Complete, (await world.Get<UploadQueries>().Status(id, artist, default)).Value.State);
    }

    [Fact]
    public async Task Patience_ends_and_the_bytes_go()
    {
        await using var world = await World.New();
        var artist = await world.Artist("ama");
        var file = ArtistWorld.Song(1, 6);
        var half = (await world.Announce(artist, file.Length)).Value.Id;
        await world.Send(artist, half, 0, file[..20_000]);
        await world.SendWhole(artist, file);

        world.Clock.Advance(TimeSpan.FromHours(23));
        await FireTimers(world);
        Assert.Single(world.Get<UploadFiles>().All());
        world.Clock.Advance(TimeSpan.FromHours(2));
        await FireTimers(world);

        Assert.Empty(world.Get<UploadFiles>().All());
        await using var db = world.Db();
        Assert.All(await db.Uploads.ToListAsync(), u => Assert.Equal(UploadState.Expired, u.State));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(world.Folder, "data", "blobs"), "*", SearchOption.AllDirectories));
    }

    private static async Task FireTimers(World world)
    {
        await using var db = world.Db();
        var now = world.Clock.GetUtcNow().UtcDateTime;
        foreach (var timer in await db.Timers.Where(t => t.Kind == CreateUpload.ExpiryTimer && t.FiredAt == null && t.DueAt <= now).ToListAsync())
        {
            await world.Get<IEnumerable<ITimerHandler>>().Single(h => h.Kind == timer.Kind).Fire(timer, default);
            timer.FiredAt = now;
        }
        await db.SaveChangesAsync();
    }

    /// <summary>Gives so many bytes, then breaks as a lost connection does.</summary>
    private sealed class BrokenStream(byte[] content, int breaksAt) : MemoryStream(content)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position >= breaksAt) throw new IOException("The connection is gone.");
            return new(Read(buffer.Span[..(int)Math.Min(buffer.Length, breaksAt - Position)]));
        }
    }
}
