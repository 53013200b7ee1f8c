using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using Marketplace.Core.Kernel;
using Marketplace.Core.Media;
using Marketplace.Core.Radio.Tracks;
using Marketplace.Tests.Kit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.EndToEnd;

/// <summary>The real server is killed while somebody sends or types: the sender goes on where it stood.</summary>
[Trait("Category", "Crash")]
public sealed class KilledWhileSendingTests
{
    private const string Password = "a password of no importance";

    private sealed record Answer(Guid Id, long Offset, long Bytes, string State);

    [Fact]
    public async Task An_upload_killed_in_a_chunk_and_again_after_its_last_byte_arrives_once_and_whole()
    {
        await using var world = await World.New(services => services.AddSingleton(TimeProvider.System));
        var artist = await world.Artist("ama");
        var file = ArtistWorld.Song(3);
        using var server = new ServerProcess(world);
        await server.Start();
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = server.Address };
        await http.Submit("/sign-in", "sign-in", ("Form.Email", "ama@example.test"), ("Form.Password", Password));
        http.DefaultRequestHeaders.Add("RequestVerificationToken", await http.GetStringAsync("/uploads/token"));
        var created = await http.PostAsJsonAsync("/uploads", new { purpose = "Audio", fileName = "song.wav", bytes = file.Length });
        var id = new UploadId((await created.Content.ReadFromJsonAsync<Answer>())!.Id);

        // Half of a chunk is on the wire when the server dies.
        var chunk = new HalfSent(file[..600_000], 300_000);
        var sending = Patch(http, id, 0, chunk);
        await chunk.IsHalfSent;
        await Steps.Until(() => Task.FromResult(Arrived(world, id) > 0), "bytes on the disk");
        server.Kill();
        chunk.GiveUp();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => sending);
        await server.Start();
        var offset = await Offset(http, id);
        Assert.Equal(Arrived(world, id), offset);
        Assert.InRange(offset, 1, 300_000);

        // The sender's own idea of where it stood is refused, and costs nothing.
        using (var wrong = await Patch(http, id, 600_000, new ByteArrayContent(file[600_000..])))
            Assert.Equal((HttpStatusCode.Conflict, offset.ToString()), (wrong.StatusCode, wrong.Headers.GetValues("Upload-Offset").Single()));

        // All bytes are here, and the server dies before it can say so.
        var last = Patch(http, id, offset, new ByteArrayContent(file[(int)offset..]));
        await Steps.Until(async () => Arrived(world, id) == file.Length || await State(world, id) == UploadState.Complete, "the last byte");
        server.Kill();
        await Task.WhenAny(last);
        await server.Start();
        Assert.Equal(file.Length, await Offset(http, id));

        var uploads = await Uploads(world);
        Assert.Equal((UploadState.Complete, Convert.ToHexStringLower(SHA256.HashData(file))), uploads.Select(u => (u.State, u.Blob)).Single());
        await using (var kept = await world.Get<IBlobStore>().Open(uploads[0].Blob!, default))
            Assert.Equal(SHA256.HashData(file), await SHA256.HashDataAsync(kept!));

        // Handed in twice with one key, because the first answer was lost too: one track, and the server takes it on.
        var command = new CreateTrack.Command(id, "One", "", "", null, null, Guid.NewGuid());
        var first = await world.Get<CreateTrack>().Run(command, artist, default);
        Assert.Equal(first.Value, (await world.Get<CreateTrack>().Run(command, artist, default)).Value);
        await Steps.Until(async () => (await world.Track(first.Value)).State == TrackState.Listening, "the track being listened for");
        await using var db = world.Db();
        Assert.Equal((1, 1, 1), (await db.Tracks.CountAsync(), await db.Recordings.CountAsync(), await db.Uploads.CountAsync()));
        Assert.Empty(world.Get<UploadFiles>().All());
    }

    private static long Arrived(World world, UploadId id) => world.Get<UploadFiles>().Length(id);

    private static async Task<List<Upload>> Uploads(World world)
    {
        await using var db = world.Db();
        return await db.Uploads.ToListAsync();
    }

    private static async Task<UploadState> State(World world, UploadId id) => (await Uploads(world)).Single(u => u.Id == id).State;

    private static async Task<long> Offset(HttpClient http, UploadId id)
    {
        using var head = await http.SendAsync(new(HttpMethod.Head, $"/uploads/{id}"));
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        return long.Parse(head.Headers.GetValues("Upload-Offset").Single());
    }

    private static Task<HttpResponseMessage> Patch(HttpClient http, UploadId id, long offset, HttpContent content) =>
        http.SendAsync(new(HttpMethod.Patch, $"/uploads/{id}") { Content = content, Headers = { { "Upload-Offset", offset.ToString() } } });

    /// <summary>A chunk that stops in its middle until its sender gives up.</summary>
    private sealed class HalfSent(byte[] bytes, int first) : HttpContent
    {
        private readonly TaskCompletionSource _half = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _gaveUp = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task IsHalfSent => _half.Task;

        public void GiveUp() => _gaveUp.TrySetResult();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(bytes.AsMemory(0, first));
            await stream.FlushAsync();
            _half.TrySetResult();
            await _gaveUp.Task;
            await stream.WriteAsync(bytes.AsMemory(first));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = bytes.Length;
            return true;
        }
    }
}
