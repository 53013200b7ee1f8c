using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Marketplace.Core.Kernel;
using Marketplace.Core.Radio;
using Marketplace.Core.Royalties;
using Marketplace.Core.Royalties.Periods;
using Marketplace.Core.Royalties.Statements;
using Marketplace.Tests.Kit;
using Marketplace.Web.Features.Royalties.Reports;
using Marketplace.Web.Hosting.Printing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Marketplace.Tests.Royalties;

/// <summary>Statements through the real server, printed by the real browser, opened with poppler.</summary>
public sealed class StatementFilesTests : IAsyncLifetime
{
    private readonly WebHost _host = WebHost.New(null, ("Pdf:NoSandbox", "true"));
    private UserId _ama;
    private StatementId _artist;
    private StatementId _station;

    public async Task InitializeAsync()
    {
        _ama = await _host.Person("ama@x.gh", Capability.Artist);
        var kofi = await _host.Person("kofi@x.gh", Capability.Artist);
        var owner = await _host.Person("owner@x.gh", Capability.Station);
        var today = TimeProvider.System.GetUtcNow();
        var month = new DateTime(today.Year, today.Month, 1, 12, 0, 0, DateTimeKind.Utc).AddMonths(-1);
        await using (var db = _host.Db())
        {
            var (s1, s2, song) = Months.X10(db, _ama, kofi, owner);
            // Many titles fill several pages; they are played in the last whole month.
            foreach (var play in db.Plays.Local.ToList()) db.Plays.Remove(play);
            for (var i = 0; i < 5; i++) Months.Play(db, s1, song, month.AddDays(i), 200, 200, i == 4 ? PlayState.Disputed : PlayState.Confirmed);
            for (var n = 0; n < 45; n++)
                Months.Play(db, n % 2 == 0 ? s1 : s2, Months.Song(db, _ama, $"Song number {n:00}", 240, (_ama, "Ama", 7500), (kofi, "Kofi", 2500)),
                    month.AddDays(n % 20).AddMinutes(17 * n), 180 + n, 240);
            await db.SaveChangesAsync();
        }
        var id = month.ToString("yyyy-MM", CultureInfo.InvariantCulture);
        var preparer = Months.Finance("Esi");
        var calculated = await _host.Get<CalculateMonth>().Run(new(id, default, "", Guid.Empty), preparer, (_, _) => Task.CompletedTask, default);
        Assert.True(calculated.IsOk, calculated.Error?.Message);
        Assert.True((await _host.Get<ApproveMonth>().Run(new(id, 1, Guid.NewGuid()), Months.Finance("Yaw"), default)).IsOk);
        await _host.Get<PayMonth>().Run(id, default); // The outbox does it too, some time while a test looks.
        await using var after = _host.Db();
        _artist = (await after.Statements.SingleAsync(s => s.Account == _ama)).Id;
        _station = (await after.Statements.FirstAsync(s => s.Kind == StatementKind.Station && s.PartyName == "Accra Beat FM")).Id;
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task The_artist_opens_page_PDF_and_CSV_and_a_stranger_finds_none()
    {
        var ama = await _host.SignedInClient("ama@x.gh");
        var list = await ama.Open("/artist/statements");
        Assert.NotNull(list.QuerySelector($"a[href='/statements/{_artist}']"));
        var page = await ama.Open($"/statements/{_artist}");
        Assert.Contains("ST-", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(page.QuerySelectorAll("details a[href^='/plays/']"));

        var csv = await ama.GetAsync($"/statements/{_artist}.csv");
        Assert.Equal("attachment", csv.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal(["nosniff"], csv.Headers.GetValues("X-Content-Type-Options"));
        Assert.Equal(await csv.Content.ReadAsByteArrayAsync(), await ama.GetByteArrayAsync($"/statements/{_artist}.csv"));

        var first = await ama.GetByteArrayAsync($"/statements/{_artist}.pdf");
        var second = await ama.GetByteArrayAsync($"/statements/{_artist}.pdf");
        Assert.Equal(first, second);
        var text = await Poppler(first, "artist-en");
        Assert.Contains("Page 1 of", text, StringComparison.Ordinal);
        Assert.Contains("₵", text, StringComparison.Ordinal);
        Assert.Contains("爱之歌", text, StringComparison.Ordinal);
        Assert.Contains("Ɔdɔ", text, StringComparison.Ordinal);
        Assert.Contains("Coverage:", text, StringComparison.Ordinal);
        Assert.Contains("Paid into your wallet on", text, StringComparison.Ordinal);

        var kofi = await _host.SignedInClient("kofi@x.gh");
        var guest = _host.Guest();
        foreach (var path in new[] { $"/statements/{_artist}", $"/statements/{_artist}.pdf", $"/statements/{_artist}.csv", $"/statements/{_station}.csv" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await kofi.GetAsync(path)).StatusCode);
            Assert.NotEqual(HttpStatusCode.OK, (await guest.GetAsync(path)).StatusCode);
        }
        Assert.NotEqual(HttpStatusCode.OK, (await kofi.GetAsync($"/finance/{TimeProvider.System.GetUtcNow().AddMonths(-1):yyyy-MM}/statements.zip")).StatusCode);
    }

    [Fact]
    public async Task Both_reports_print_in_both_languages()
    {
        using var scope = _host.Services.CreateScope();
        var printing = scope.ServiceProvider.GetRequiredService<StatementPrinting>();
        var queries = scope.ServiceProvider.GetRequiredService<StatementQueries>();
        foreach (var (id, name) in new[] { (_artist, "artist"), (_station, "station") })
        {
            var view = (await queries.One(Months.Finance("Esi"), id, default))!;
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("zh-Hans");
            var text = await Poppler((await printing.Pdf(view, default)).Value, name + "-zh");
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
            Assert.Contains("结算单", text, StringComparison.Ordinal);
            Assert.Matches("第 ?1 ?页", text);
            await Poppler((await printing.Pdf(view, default)).Value, name + "-en2");
        }
    }

    [Fact]
    public async Task Printing_asks_the_network_for_nothing_and_runs_no_script()
    {
        using var trap = new TcpListener(IPAddress.Loopback, 0);
        trap.Start();
        var port = ((IPEndPoint)trap.LocalEndpoint).Port;
        await using var printer = new ChromiumPdfPrinter(Options.Create(new PdfSettings { NoSandbox = true }), TimeProvider.System, NullLogger<ChromiumPdfPrinter>.Instance);
        var pdf = await printer.Print($"""
            <html><head><link rel=stylesheet href="http://127.0.0.1:{port}/a.css"></head><body><p id=p>quiet</p>
            <img src="http://127.0.0.1:{port}/b.png"><iframe src="http://127.0.0.1:{port}/c"></iframe><iframe src="file:///etc/hostname"></iframe>
            <script>document.getElementById('p').textContent = 'loud'; fetch('http://127.0.0.1:{port}/d')</script></body></html>
            """, new DateTime(2026, 8, 1, 0, 0, 0, DateTimeKind.Utc), default);
        Assert.False(trap.Pending());
        var text = await Poppler(pdf.Value, "trap");
        Assert.Contains("quiet", text, StringComparison.Ordinal);
        Assert.DoesNotContain("loud", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_browser_the_printer_says_so()
    {
        await using var printer = new ChromiumPdfPrinter(Options.Create(new PdfSettings { Chromium = "/nowhere" }), TimeProvider.System, NullLogger<ChromiumPdfPrinter>.Instance);
        Assert.NotNull(printer.Missing);
        Assert.Equal("pdf.missing", (await printer.Print("<p>x</p>", DateTime.UnixEpoch, default)).Error!.Code);
    }

    /// <summary>The text of a PDF. With REPORTS set to a folder, its pages are left there as pictures to look at.</summary>
    private async Task<string> Poppler(byte[] pdf, string name)
    {
        var folder = Environment.GetEnvironmentVariable("REPORTS") is { Length: > 0 } kept ? kept : _host.Folder;
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, name + ".pdf");
        await File.WriteAllBytesAsync(file, pdf);
        using var poppler = Process.Start(new ProcessStartInfo("pdftotext", ["-layout", file, "-"]) { RedirectStandardOutput = true })!;
        var text = await poppler.StandardOutput.ReadToEndAsync();
        await poppler.WaitForExitAsync();
        Assert.Equal(0, poppler.ExitCode);
        return text;
    }
}
