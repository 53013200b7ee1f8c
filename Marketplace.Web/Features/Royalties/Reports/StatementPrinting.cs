using Marketplace.Core.Kernel;
using Marketplace.Core.Royalties.Statements;
using Marketplace.Web.Hosting.Printing;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Marketplace.Web.Features.Royalties.Reports;

/// <summary>Statements as files.</summary>
public sealed class StatementPrinting(IServiceProvider services, ILoggerFactory logs, IWebHostEnvironment place, IPdfPrinter printer)
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

    /// <summary>The whole document that is printed.</summary>
    public async Task<string> Html(StatementView view, CancellationToken ct)
    {
        var styles = await Styles(ct);
        await using var renderer = new HtmlRenderer(services, logs);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var parameters = ParameterView.FromDictionary(new Dictionary<string, object?>
            {
                [nameof(ReportDocument.View)] = view, [nameof(ReportDocument.Styles)] = styles,
            });
            return (await renderer.RenderComponentAsync<ReportDocument>(parameters)).ToHtmlString();
        });
    }

    private async Task<string> Styles(CancellationToken ct)
    {
        await using var file = place.WebRootFileProvider.GetFileInfo("report.css").CreateReadStream();
        using var reader = new StreamReader(file);
        return await reader.ReadToEndAsync(ct);
    }
}
