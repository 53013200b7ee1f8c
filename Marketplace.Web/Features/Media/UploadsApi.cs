using System.Globalization;
using System.Text.Json.Serialization;
using Marketplace.Core.Kernel;
using Marketplace.Core.Media;
using Marketplace.Web.Shell;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Web.Features.Media;

/// <summary>
/// Resumable uploads in the manner of tus: announce, ask for the offset, append at the offset. Every change carries the page's token,
/// so no foreign page can send in a visitor's name.
/// </summary>
public static class UploadsApi
{
    private const long MaxChunkBytes = 16L * 1024 * 1024;
    private const string OffsetHeader = "Upload-Offset", LengthHeader = "Upload-Length", StateHeader = "Upload-State";
    private const string ChecksumPrefix = "sha256 ";

    /// <summary>What is announced.</summary>
    /// <param name="Purpose">What the file is for.</param>
    /// <param name="FileName">Name on the sender's machine.</param>
    /// <param name="Bytes">Its size.</param>
    public sealed record Announcement(
        [property: JsonConverter(typeof(JsonStringEnumConverter<UploadPurpose>))] UploadPurpose Purpose, string? FileName,
        long Bytes);

    /// <summary>An upload as its sender sees it.</summary>
    public sealed record Answer(Guid Id, long Offset, long Bytes, string State, DateTime ExpiresAt);

    /// <summary>Maps <c>/uploads</c>.</summary>
    public static void MapUploads(this IEndpointRouteBuilder routes)
    {
        var uploads = routes.MapGroup("/uploads").RequireAuthorization(Policies.SignedIn);
        uploads.MapGet("/token", Token);
        // Only announcing is limited per minute: a large file is many chunks, and each needs an announced upload.
        uploads.MapPost("", Create).RequireForm().RequireRateLimiting("upload");
        uploads.MapMethods("/{id:guid}", [HttpMethods.Head, HttpMethods.Get], Status);
        uploads.MapPatch("/{id:guid}", Append).RequireForm().WithMetadata(new RequestSizeLimitAttribute(MaxChunkBytes));
        uploads.MapDelete("/{id:guid}", Cancel).RequireForm();
    }

    private static IResult Token(HttpContext http, IAntiforgery tokens)
    {
        http.Response.Headers.CacheControl = "private, no-store";
        return Results.Text(tokens.GetAndStoreTokens(http).RequestToken);
    }

    private static async Task<IResult> Create(
        Announcement body, [FromHeader(Name = "Idempotency-Key")] Guid? key, CreateUpload create, Actor actor, CancellationToken ct) =>
        (await create.Run(new(body.Purpose, body.FileName ?? "", body.Bytes, key ?? Guid.Empty), actor, ct))
            .ToHttp(status => Results.Created($"/uploads/{status.Id}", Say(status)));

    private static async Task<IResult> Status(Guid id, HttpContext http, UploadQueries uploads, Actor actor, CancellationToken ct)
    {
        http.Response.Headers.CacheControl = "no-store";
        return (await uploads.Status(new(id), actor, ct)).ToHttp(status =>
        {
            Tell(http, status);
            return HttpMethods.IsHead(http.Request.Method) ? Results.Ok() : Results.Ok(Say(status));
        });
    }

    private static async Task<IResult> Append(Guid id, HttpContext http, ReceiveChunk receive, UploadQueries uploads, Actor actor, CancellationToken ct)
    {
        if (!long.TryParse(http.Request.Headers[OffsetHeader], NumberStyles.None, CultureInfo.InvariantCulture, out var offset))
            return MediaErrors.OffsetForm.ToHttp();
        if (Checksum(http.Request.Headers["Upload-Checksum"]).Fails(out var sha256, out var error)) return error.ToHttp();
        try
        {
            var received = await receive.Run(new(id), offset, http.Request.Body, sha256.Length == 0 ? null : sha256, actor, ct);
            if (received.Error?.Code == "upload.offset" && (await uploads.Status(new(id), actor, ct)) is { IsOk: true } now) Tell(http, now.Value);
            return received.ToHttp(status =>
            {
                Tell(http, status);
                return Results.NoContent();
            });
        }
        catch (Exception cut) when (cut is BadHttpRequestException { StatusCode: StatusCodes.Status400BadRequest } or IOException
            || http.RequestAborted.IsCancellationRequested)
        {
            // The connection broke. What had come is kept; nobody is there to read this answer.
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }
    }

    private static async Task<IResult> Cancel(Guid id, AbortUpload abort, Actor actor, CancellationToken ct) =>
        (await abort.Run(new(new(id)), actor, ct)).ToHttp();

    private static void Tell(HttpContext http, UploadStatus status)
    {
        var headers = http.Response.Headers;
        headers[OffsetHeader] = status.Offset.ToString(CultureInfo.InvariantCulture);
        headers[LengthHeader] = status.Bytes.ToString(CultureInfo.InvariantCulture);
        headers[StateHeader] = status.State.ToString();
    }

    private static Answer Say(UploadStatus status) =>
        new(status.Id.Value, status.Offset, status.Bytes, status.State.ToString(), status.ExpiresAt);

    // Empty when no checksum was sent.
    private static Result<byte[]> Checksum(string? header)
    {
        if (string.IsNullOrEmpty(header)) return Array.Empty<byte>();
        var bytes = new byte[32];
        return header.StartsWith(ChecksumPrefix, StringComparison.Ordinal)
            && Convert.TryFromBase64String(header[ChecksumPrefix.Length..], bytes, out var length) && length == bytes.Length
            ? bytes : MediaErrors.ChecksumForm;
    }
}
