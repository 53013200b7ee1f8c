using Marketplace.Core.Kernel;
using Microsoft.Extensions.Options;
using Microsoft.Playwright;

namespace Marketplace.Web.Hosting.Printing;

/// <summary>
/// Prints with a headless Chromium that is started by the first report and closed after a minute without work. Each report gets a
/// page of its own: no script, no network, own HTML only.
/// </summary>
public sealed class ChromiumPdfPrinter : IPdfPrinter, IAsyncDisposable
{
    private const int AtOnce = 2;
    private readonly PdfSettings _settings;
    private readonly ILogger<ChromiumPdfPrinter> _log;
    private readonly SemaphoreSlim _pages = new(AtOnce);
    private readonly SemaphoreSlim _door = new(1);
    private readonly ITimer _idle;
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private int _working;

    /// <param name="settings">Where the browser is, and limits.</param>
    /// <param name="clock">Decides when it was idle.</param>
    /// <param name="log">Told what failed.</param>
    public ChromiumPdfPrinter(IOptions<PdfSettings> settings, TimeProvider clock, ILogger<ChromiumPdfPrinter> log)
    {
        (_settings, _log) = (settings.Value, log);
        _idle = clock.CreateTimer(_ => _ = CloseIfIdle(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <inheritdoc/>
    public string? Missing => File.Exists(_settings.Chromium)
        ? null
        : "The server has no Chromium, so it makes no PDF itself. Print this page from your browser instead.";

    /// <inheritdoc/>
    public async Task<Result<byte[]>> Print(string html, DateTime stamp, CancellationToken ct)
    {
        if (Missing is { } missing) return Error.Unavailable("pdf.missing", missing);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(TimeSpan.FromSeconds(_settings.LimitSeconds));
        try
        {
            await _pages.WaitAsync(limit.Token);
            try
            {
                var pdf = await PrintPage(html).WaitAsync(limit.Token);
                PdfDates.Stamp(pdf, stamp);
                return pdf;
            }
            finally
            {
                _pages.Release();
            }
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            _log.LogWarning("A report took longer than {Seconds} s to print", _settings.LimitSeconds);
            return Error.Unavailable("pdf.slow", "Printing took too long. Try again in a minute.");
        }
        catch (Exception failure) when (failure is PlaywrightException or TimeoutException or IOException)
        {
            _log.LogError(failure, "A report could not be printed");
            return Error.Unavailable("pdf.failed", "The PDF could not be made. Try again in a minute, or print this page from your browser.");
        }
    }

    private async Task<byte[]> PrintPage(string html)
    {
        var browser = await Open();
        try
        {
            await using var context = await browser.NewContextAsync(new BrowserNewContextOptions { JavaScriptEnabled = false, Offline = true });
            var page = await context.NewPageAsync();
            page.SetDefaultTimeout(_settings.LimitSeconds * 1000f);
            await page.RouteAsync("**/*", route => route.AbortAsync());
            await page.SetContentAsync(html);
            return await page.PdfAsync(new PagePdfOptions { PreferCSSPageSize = true, PrintBackground = true, Tagged = true });
        }
        finally
        {
            await Rest();
        }
    }

    private async Task<IBrowser> Open()
    {
        await _door.WaitAsync();
        try
        {
            if (_browser is not { IsConnected: true })
            {
                await Shut();
                _playwright = await Playwright.CreateAsync();
                _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
                {
                    ExecutablePath = _settings.Chromium, ChromiumSandbox = !_settings.NoSandbox,
                    // Aborting requests is not enough: the browser opens connections ahead of them. So no name or number resolves, and
                    // whatever still wants out, loopback included, meets a proxy that is not there.
                    Proxy = new Proxy { Server = "http://127.0.0.1:9", Bypass = "<-loopback>" },
                    Args =
                    [
                        "--disable-gpu", "--disable-background-networking", "--disable-remote-fonts", "--no-first-run",
                        "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1:9", "--dns-prefetch-disable",
                    ],
                });
            }
            _working++;
            return _browser;
        }
        finally
        {
            _door.Release();
        }
    }

    private async Task Rest()
    {
        await _door.WaitAsync();
        _working--;
        _idle.Change(TimeSpan.FromSeconds(_settings.IdleSeconds), Timeout.InfiniteTimeSpan);
        _door.Release();
    }

    private async Task CloseIfIdle()
    {
        await _door.WaitAsync();
        try
        {
            if (_working == 0) await Shut();
        }
        catch (PlaywrightException failure)
        {
            _log.LogWarning(failure, "The idle browser did not close cleanly");
        }
        finally
        {
            _door.Release();
        }
    }

    private async Task Shut()
    {
        var (browser, playwright) = (_browser, _playwright);
        (_browser, _playwright) = (null, null);
        if (browser is not null) await browser.CloseAsync();
        playwright?.Dispose();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _idle.DisposeAsync();
        await CloseIfIdle();
    }
}
