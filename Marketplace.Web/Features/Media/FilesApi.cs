using Marketplace.Core.Kernel;
using Microsoft.Net.Http.Headers;

namespace Marketplace.Web.Features.Media;

/// <summary>Hands files out: with a type of our own, never sniffed, never run, in parts if the player wants parts.</summary>
public static class FilesApi
{
    private const string Sandbox = "sandbox; default-src 'none'; style-src 'unsafe-inline'";

    /// <summary>Maps <c>/media/{kind}/{id}</c>. The source of the kind decides who may have the file.</summary>
    public static void MapFiles(this IEndpointRouteBuilder routes) =>
        routes.MapMethods("/media/{kind}/{id:guid}", [HttpMethods.Get, HttpMethods.Head], Send).AllowAnonymous();

    private static async Task<IResult> Send(
        string kind, Guid id, string? size, string? download, HttpContext http, IEnumerable<IMediaSource> sources, Actor actor,
        CancellationToken ct)
    {
        var source = sources.FirstOrDefault(s => s.Kind == kind);
        var file = source is null ? null : await source.Open(id, size ?? "", actor, ct);
        if (file is null) return Results.NotFound();

        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = Sandbox;
        headers.CacheControl = file.IsPublic ? "public, max-age=300" : "private, max-age=300";
        var asDownload = download is not null;
        if (!asDownload) headers.ContentDisposition = "inline";
        return Results.Stream(file.Content, file.ContentType, asDownload ? file.FileName : null, lastModified: null,
            new EntityTagHeaderValue($"\"{file.ETag}\""), enableRangeProcessing: true);
    }
}
