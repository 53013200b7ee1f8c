using System.Globalization;
using Marketplace.Core.Kernel;
using Marketplace.Core.Royalties.Statements;
using Marketplace.Web.Hosting.Printing;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Localization;

namespace Marketplace.Web.Features.Royalties.Reports;

/// <summary>Statements as files.</summary>
public sealed class StatementPrinting(IServiceProvider services, ILoggerFactory logs, IWebHostEnvironment place, IPdfPrinter printer,
    IStringLocalizer texts)
{
    /// <summary>A statement as PDF in the language of the reader.</summary>
    /// <returns>The file, or <c>pdf.missing</c>, <c>pdf.slow</c> or <c>pdf.failed</c>.</returns>
    public async Task<Result<byte[]>> Pdf(StatementView view, CancellationToken ct)
    {
        var html = await Html(view, ct);
        // The month's end stands for drafts: a file without a moment of its own is the same every time.
        var stamp = view.Statement.IssuedAt
            ?? Core.Royalties.Month.Parse(view.Statement.Period).EndUtc(Core.Royalties.Periods.MonthClock.House);
        return await printer.Print(html, stamp, ct);
    }

    /// <summary>A statement as CSV; the same in every language.</summary>
    public static byte[] Csv(StatementView view) =>
        StatementCsv.Write(view.Detail, view.Stations is [var station] ? ReportWords.Coverage(station.Coverage) : "");

    /// <summary>The whole document that is printed: own styles inside, nothing to fetch.</summary>
    public async Task<string> Html(StatementView view, CancellationToken ct)
    {
        var styles = await Styles(ct);
        var report = view.Statement.Kind == StatementKind.Artist
            ? await Render<ArtistStatementReport>(view)
            : await Render<StationStatementReport>(view);
        return $"""
            <!doctype html>
            <html lang="{CultureInfo.CurrentUICulture.Name}">
            <head>
              <meta charset="utf-8">
              <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
              <title>{view.Statement.Number}</title>
              <style>{styles}{PageNumbers(view.Statement.Number)}</style>
            </head>
            <body class="paper">{report}</body>
            </html>
            """;
    }

    private async Task<string> Render<TReport>(StatementView view) where TReport : IComponent
    {
        await using var renderer = new HtmlRenderer(services, logs);
        return await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<TReport>(ParameterView.FromDictionary(
                new Dictionary<string, object?> { ["View"] = view }))).ToHtmlString());
    }

    /// <summary>The number holds letters, digits and hyphens alone, so it is safe inside a style sheet; so are our own translated words.</summary>
    private string PageNumbers(string number)
    {
        var words = texts["Page {0} of {1}"].Value.Split(["{0}", "{1}"], StringSplitOptions.None);
        return "@page{@bottom-left{content:\"" + number + "\"}"
            + "@bottom-right{content:\"" + words[0] + "\" counter(page) \"" + words[1] + "\" counter(pages) \"" + words[2] + "\"}}";
    }

    private async Task<string> Styles(CancellationToken ct)
    {
        await using var file = place.WebRootFileProvider.GetFileInfo("report.css").CreateReadStream();
        using var reader = new StreamReader(file);
        return await reader.ReadToEndAsync(ct);
    }
}
