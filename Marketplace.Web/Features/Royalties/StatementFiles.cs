using System.IO.Compression;
using Marketplace.Core.Kernel;
using Marketplace.Core.Royalties;
using Marketplace.Core.Royalties.Periods;
using Marketplace.Core.Royalties.Statements;
using Marketplace.Web.Features.Royalties.Reports;
using Marketplace.Web.Shell;

namespace Marketplace.Web.Features.Royalties;

/// <summary>Statements as downloads. Who may have one is decided in the query; for everybody else there is none.</summary>
public static class StatementFiles
{
    /// <summary>Maps the downloads.</summary>
    public static IEndpointRouteBuilder MapStatementFiles(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/statements/{id:guid}.pdf", Pdf).RequireAuthorization(Policies.SignedIn);
        routes.MapGet("/statements/{id:guid}.csv", Csv).RequireAuthorization(Policies.SignedIn);
        routes.MapGet("/finance/{period}/statements.zip", Zip).RequireAuthorization(Policies.Finance);
        return routes;
    }

    private static async Task<IResult> Pdf(
        Guid id, Actor actor, StatementQueries statements, StatementPrinting printing, HttpContext http, CancellationToken ct)
    {
        if (await statements.One(actor, new(id), ct) is not { } view) return RoyaltyErrors.UnknownStatement.ToHttp();
        return (await printing.Pdf(view, ct)).ToHttp(pdf => File(http, pdf, "application/pdf", view.Statement.Number + ".pdf"));
    }

    private static async Task<IResult> Csv(Guid id, Actor actor, StatementQueries statements, HttpContext http, CancellationToken ct) =>
        await statements.One(actor, new(id), ct) is { } view
            ? File(http, StatementPrinting.Csv(view), "text/csv; charset=utf-8", view.Statement.Number + ".csv")
            : RoyaltyErrors.UnknownStatement.ToHttp();

    private static async Task<IResult> Zip(string period, Actor actor, StatementQueries statements, HttpContext http, CancellationToken ct)
    {
        var all = await statements.AllOfMonth(actor, period, ct);
        if (all.Count == 0) return RoyaltyErrors.UnknownMonth.ToHttp();
        Private(http);
        return Results.Stream(output => Pack(output, period, all, actor, statements, ct), "application/zip", $"statements-{period}.zip");
    }

    private static async Task Pack(
        Stream output, string period, IReadOnlyList<StatementId> all, Actor actor, StatementQueries statements, CancellationToken ct)
    {
        // Each entry carries the month's end, so that the same month packs to the same bytes.
        var stamp = new DateTimeOffset(Month.Parse(period).EndUtc(MonthClock.House));
        await using var zip = await ZipArchive.CreateAsync(output, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, ct);
        foreach (var id in all)
        {
            if (await statements.One(actor, id, ct) is not { } view) continue;
            var entry = zip.CreateEntry(view.Statement.Number + ".csv");
            entry.LastWriteTime = stamp;
            await using var file = await entry.OpenAsync(ct);
            await file.WriteAsync(StatementPrinting.Csv(view), ct);
        }
    }

    private static IResult File(HttpContext http, byte[] content, string type, string name)
    {
        Private(http);
        return Results.File(content, type, name);
    }

    /// <summary>Nobody's cache keeps it, and no browser guesses another type.</summary>
    private static void Private(HttpContext http)
    {
        http.Response.Headers.CacheControl = "private, no-store";
        http.Response.Headers.XContentTypeOptions = "nosniff";
    }
}
