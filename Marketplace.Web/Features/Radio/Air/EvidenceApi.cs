using System.Globalization;
using Marketplace.Audio.Decoding;
using Marketplace.Core.Kernel;
using Marketplace.Core.Media;
using Marketplace.Core.Radio;
using Marketplace.Core.Radio.Plays;
using Marketplace.Core.Radio.UnknownMusic;
using Marketplace.Web.Shell;

namespace Marketplace.Web.Features.Radio.Air;

/// <summary>The sounds of a proof: what was on air, and the recording at the same position; and the picture of both. A foreign play answers like an absent one.</summary>
public static class EvidenceApi
{
    /// <summary>Maps sounds and picture.</summary>
    public static IEndpointRouteBuilder MapEvidence(this IEndpointRouteBuilder routes)
    {
        var play = routes.MapGroup("/plays/{id:guid}").RequireAuthorization(Policies.SignedIn);
        play.MapGet("/evidence/{number:int}", async (Guid id, int number, PlayProof proof, IBlobStore blobs, HttpContext http, CancellationToken ct) =>
        {
            if ((await proof.Clip(new PlayId(id), number, await HttpActor.Of(http), ct)).Fails(out var key, out var error)) return error.ToHttp();
            // Kept in the browser only: a proxy would hand it to the next person.
            http.Response.Headers.CacheControl = "private, max-age=3600";
            return await blobs.Open(key, ct) is { } clip
                ? Results.File(clip, "audio/mpeg", enableRangeProcessing: true)
                : PlayErrors.Unknown.ToHttp();
        });
        play.MapGet("/reference/{number:int}", async (Guid id, int number, PlayProof proof, HttpContext http, CancellationToken ct) =>
        {
            if ((await proof.Reference(new PlayId(id), number, await HttpActor.Of(http), ct)).Fails(out var place, out var error)) return error.ToHttp();
            http.Response.Headers.CacheControl = "private, max-age=3600";
            return Results.File(await Cut(place.Path, place.FromSeconds, ct), "audio/mpeg", enableRangeProcessing: true);
        });
        play.MapGet("/picture/{number:int}", async (Guid id, int number, ProofPicture picture, HttpContext http, CancellationToken ct) =>
        {
            if ((await picture.Of(new PlayId(id), number, await HttpActor.Of(http), ct)).Fails(out var png, out var error)) return error.ToHttp();
            http.Response.Headers.CacheControl = "private, max-age=3600";
            return Results.File(png, "image/png");
        });
        routes.MapGet("/unknown/{id:guid}/clip", async (Guid id, UnknownQueries unknown, IBlobStore blobs, HttpContext http, CancellationToken ct) =>
        {
            var key = await unknown.Clip(new UnknownSoundId(id), await HttpActor.Of(http), ct);
            http.Response.Headers.CacheControl = "private, max-age=3600";
            return key is not null && await blobs.Open(key, ct) is { } clip
                ? Results.File(clip, "audio/mpeg", enableRangeProcessing: true)
                : PlayErrors.Unknown.ToHttp();
        }).RequireAuthorization(Policies.Moderator);
        return routes;
    }

    private static async Task<byte[]> Cut(string path, double fromSeconds, CancellationToken ct)
    {
        var cut = await ChildProcess.Run(new ChildRequest("ffmpeg",
        [
            "-nostdin", "-v", "error", "-threads", "1", "-protocol_whitelist", "file,pipe",
            "-ss", fromSeconds.ToString("0.###", CultureInfo.InvariantCulture), "-i", "file:" + path,
            "-t", PlayProof.ReferenceClipSeconds.ToString(CultureInfo.InvariantCulture), "-map", "0:a:0", "-map_metadata", "-1", "-vn", "-sn", "-dn",
            "-ac", "1", "-c:a", "libmp3lame", "-b:a", "96k", "-f", "mp3", "pipe:1",
        ], TimeSpan.FromSeconds(20), MaxOutputBytes: 2 << 20, MaxMemoryBytes: 1L << 30), ct);
        return cut.Succeeded ? cut.Output : throw new InvalidOperationException($"The reference could not be cut: {cut.ErrorText}");
    }
}
