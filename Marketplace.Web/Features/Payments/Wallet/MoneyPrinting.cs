using System.Globalization;
using Marketplace.Core.Kernel;
using Marketplace.Web.Hosting.Printing;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Localization;

namespace Marketplace.Web.Features.Payments.Wallet;

/// <summary>Reports of money as PDF in the reader's language: own styles inside, nothing to fetch.</summary>
public sealed class MoneyPrinting(IServiceProvider services, ILoggerFactory logs, IWebHostEnvironment place, IPdfPrinter printer, IStringLocalizer texts)
{
    /// <summary>Prints a report.</summary>
    /// <param name="parameter">Name of the report's parameter.</param>
    /// <param name="value">Its value.</param>
    /// <param name="number">Letters, digits and hyphens; stands at the foot of each page.</param>
    /// <param name="stamp">The moment that the file carries, so that the same report is the same file; UTC.</param>
    /// <param name="ct">Gives up.</param>
    /// <returns>The file, or <c>pdf.missing</c>, <c>pdf.slow</c> or <c>pdf.failed</c>.</returns>
    public async Task<Result<byte[]>> Pdf<TReport>(string parameter, object value, string number, DateTime stamp, CancellationToken ct) where TReport : IComponent
    {
        if (!number.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')) throw new ArgumentException($"'{number}' cannot stand in a style sheet.", nameof(number));
        await using var file = place.WebRootFileProvider.GetFileInfo("report.css").CreateReadStream();
        using var reader = new StreamReader(file);
        var styles = await reader.ReadToEndAsync(ct);
        await using var renderer = new HtmlRenderer(services, logs);
        var report = await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<TReport>(
            ParameterView.FromDictionary(new Dictionary<string, object?> { [parameter] = value }))).ToHtmlString());
        var words = texts["Page {0} of {1}"].Value.Split(["{0}", "{1}"], StringSplitOptions.None);
        var pages = "@page{@bottom-left{content:\"" + number + "\"}"
            + "@bottom-right{content:\"" + words[0] + "\" counter(page) \"" + words[1] + "\" counter(pages) \"" + words[2] + "\"}}";
        return await printer.Print($"""
            <!doctype html>
            <html lang="{CultureInfo.CurrentUICulture.Name}">
            <head>
              <meta charset="utf-8">
              <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
              <title>{number}</title>
              <style>{styles}{pages}</style>
            </head>
            <body class="paper">{report}</body>
            </html>
            """, stamp, ct);
    }
}
