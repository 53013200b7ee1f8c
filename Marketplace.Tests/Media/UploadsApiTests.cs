using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Marketplace.Core.Kernel;
using Marketplace.Core.Media;
using Marketplace.Core.Radio.Tracks;
using Marketplace.Tests.Kit;

namespace Marketplace.Tests.Media;

public sealed class UploadsApiTests
{
    private sealed record Answer(Guid Id, long Offset, long Bytes, string State);

    [Fact]
    public async Task A_file_is_sent_in_parts_resumed_and_handed_out_with_safe_headers()
    {
        await using var host = WebHost.New();
        var artist = await host.Person("ama@example.test", Capability.Artist);
        await host.Person("kofi@example.test", Capability.Artist);
        using var ama = await host.SignedInClient("ama@example.test");
        using var kofi = await host.SignedInClient("kofi@example.test");
        var file = ArtistWorld.Song(1, 6);

        var announcement = new { purpose = "Audio", fileName = "song.wav", bytes = file.Length };
        Assert.Equal(HttpStatusCode.BadRequest, (await ama.PostAsJsonAsync("/uploads", announcement)).StatusCode); // No token.
        ama.DefaultRequestHeaders.Add("RequestVerificationToken", await ama.GetStringAsync("/uploads/token"));
        kofi.DefaultRequestHeaders.Add("RequestVerificationToken", await kofi.GetStringAsync("/uploads/token"));
        var created = await ama.PostAsJsonAsync("/uploads", announcement);
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        var id = (await created.Content.ReadFromJsonAsync<Answer>())!.Id;

        Assert.Equal(HttpStatusCode.NoContent, (await Patch(ama, id, 0, file[..50_000])).StatusCode);
        var wrong = await Patch(ama, id, 10, file[..50_000]);
        Assert.Equal((HttpStatusCode.Conflict, "50000"), (wrong.StatusCode, wrong.Headers.GetValues("Upload-Offset").Single()));
        Assert.Equal(HttpStatusCode.NotFound, (await Patch(kofi, id, 50_000, file[50_000..])).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await kofi.SendAsync(new(HttpMethod.Head, $"/uploads/{id}"))).StatusCode);
        var head = await ama.SendAsync(new(HttpMethod.Head, $"/uploads/{id}"));
        Assert.Equal("50000", head.Headers.GetValues("Upload-Offset").Single());
        var last = await Patch(ama, id, 50_000, file[50_000..]);
        Assert.Equal("Complete", last.Headers.GetValues("Upload-State").Single());

        var actor = new Actor(artist, "ama") { Capabilities = new HashSet<Capability> { Capability.Artist } };
        var track = (await host.Get<CreateTrack>().Run(new(new UploadId(id), "One", "", "", null, null, Guid.NewGuid()), actor, default)).Value;
        var part = new HttpRequestMessage(HttpMethod.Get, $"/media/track/{track}") { Headers = { Range = new RangeHeaderValue(100, 199) } };
        var sound = await ama.SendAsync(part);
        Assert.Equal(HttpStatusCode.PartialContent, sound.StatusCode);
        Assert.Equal(file[100..200], await sound.Content.ReadAsByteArrayAsync());
        Assert.Equal("audio/wav", sound.Content.Headers.ContentType!.MediaType);
        Assert.Equal("nosniff", sound.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Contains("sandbox", sound.Headers.GetValues("Content-Security-Policy").Single());
        Assert.True(sound.Headers.CacheControl!.Private);
        Assert.Equal(HttpStatusCode.NotFound, (await kofi.GetAsync($"/media/track/{track}")).StatusCode);
        Assert.Equal("image/svg+xml", (await host.Guest().GetAsync($"/media/cover/{track}")).Content.Headers.ContentType!.MediaType);
        foreach (var page in new[] { "/artist/tracks", "/artist/tracks/new", $"/artist/tracks/{track}", "/splits" })
            Assert.Equal(HttpStatusCode.OK, (await ama.GetAsync(page)).StatusCode);
    }

    private static Task<HttpResponseMessage> Patch(HttpClient client, Guid id, long offset, byte[] chunk) =>
        client.SendAsync(new HttpRequestMessage(HttpMethod.Patch, $"/uploads/{id}")
        {
            Content = new ByteArrayContent(chunk), Headers = { { "Upload-Offset", offset.ToString() } },
        });
}
