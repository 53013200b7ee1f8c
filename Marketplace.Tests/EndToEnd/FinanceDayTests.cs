using System.Diagnostics;
using System.Globalization;
using System.Text;
using Marketplace.Core.Kernel;
using Marketplace.Core.Royalties.Statements;
using Marketplace.Tests.Kit;
using Marketplace.Tests.Royalties;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.Tests.EndToEnd;

/// <summary>Finance calculates a month in a browser and takes its files away.</summary>
[Trait("Category", "Browser")]
public sealed class FinanceDayTests
{
    [Fact]
    public async Task Finance_calculates_a_month_and_downloads_a_statement_as_PDF_and_CSV()
    {
        await using var host = WebHost.ForBrowsers(null, ("Pdf:NoSandbox", "true"));
        var month = await LastMonth(host);
        await host.StaffMember("esi@example.test", StaffRole.Finance);
        var page = await Browser.NewPage(host.Address);
        await using var _ = page.Context;
        await page.SignIn("esi@example.test", code: () => host.NextCode("esi@example.test"));

        await page.Open("/finance");
        var row = page.Locator("tr", new() { Has = page.Locator($"a[href='/finance/{month}']") });
        await row.GetByRole(AriaRole.Button, new() { Name = "Calculate" }).ClickAsync();
        await row.Locator(".chip").GetByText("Waits for approval").Appears();
        await page.Picture("finance-months");
        await row.Locator($"a[href='/finance/{month}']").ClickAsync();
        var line = page.Locator("tr", new() { HasText = "ama" }).Filter(new() { Has = page.Locator("a[href$='.pdf']") });
        await Expect(line).ToHaveCountAsync(1);
        await page.Picture("finance-month");
        await using var db = host.Db();
        var statement = await db.Statements.SingleAsync(s => s.Kind == StatementKind.Artist && s.PartyName == "ama");
        var amount = new Money(statement.Credit, Asset.Ghs).ToPlainText();
        Assert.True(statement.Credit > 0);
        await Expect(line).ToContainTextAsync(amount);

        var text = await Read(await Taken(page, line, "PDF", host.Folder));
        foreach (var words in (string[])["Page 1 of", "₵", amount, "ama", "爱之歌", statement.Number]) Assert.Contains(words, text, StringComparison.Ordinal);

        var rows = CsvText.Read(await File.ReadAllTextAsync(await Taken(page, line, "CSV", host.Folder), new UTF8Encoding(false, true)));
        Assert.Equal(StatementRows.ArtistColumns, rows[0]);
        var column = rows[0].IndexOf("amount_ghs");
        var amounts = rows[1..].Select(r => r[column]).Where(cell => cell.Length > 0).Select(cell => decimal.Parse(cell, CultureInfo.InvariantCulture));
        Assert.Equal(amount, amounts.Sum().ToString("F2", CultureInfo.InvariantCulture));
    }

    // The plays of the last whole month; the month as yyyy-MM.
    private static async Task<string> LastMonth(WebHost host)
    {
        var (ama, kofi) = (await host.Person("ama@example.test", Capability.Artist), await host.Person("kofi@example.test", Capability.Artist));
        var owner = await host.Person("owner@example.test", Capability.Station);
        var today = TimeProvider.System.GetUtcNow();
        var noon = new DateTime(today.Year, today.Month, 1, 12, 0, 0, DateTimeKind.Utc).AddMonths(-1);
        await using var db = host.Db();
        var (station, _, song) = Months.X10(db, ama, kofi, owner);
        foreach (var play in db.Plays.Local.ToList()) db.Plays.Remove(play);
        for (var day = 0; day < 12; day++) Months.Play(db, station, song, noon.AddDays(day), 200, 200);
        await db.SaveChangesAsync();
        return noon.ToString("yyyy-MM", CultureInfo.InvariantCulture);
    }

    private static async Task<string> Taken(IPage page, ILocator line, string kind, string folder)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => line.GetByRole(AriaRole.Link, new() { Name = kind }).ClickAsync());
        var path = Path.Combine(folder, download.SuggestedFilename);
        await download.SaveAsAsync(path);
        return path;
    }

    private static async Task<string> Read(string pdf)
    {
        using var poppler = Process.Start(new ProcessStartInfo("pdftotext", ["-layout", pdf, "-"]) { RedirectStandardOutput = true })!;
        var text = await poppler.StandardOutput.ReadToEndAsync();
        await poppler.WaitForExitAsync();
        Assert.Equal(0, poppler.ExitCode);
        return text;
    }
}
