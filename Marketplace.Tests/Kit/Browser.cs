using Microsoft.Playwright;

namespace Marketplace.Tests.Kit;

/// <summary>Debian's own Chromium, driven by Playwright; one process for all browser tests of a run.</summary>
public static class Browser
{
    private static readonly Lazy<Task<IBrowser>> Shared = new(Start);

    /// <summary>Whether this machine has the browser.</summary>
    public static bool IsThere => File.Exists(Program);

    private static string Program => Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium";

    /// <summary>A page with cookies of its own; disposing its context forgets them.</summary>
    public static async Task<IPage> NewPage(
        Uri address, int width = 1280, int height = 900, string language = "en", bool isDark = false)
    {
        var browser = await Shared.Value;
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = address.ToString(), Locale = language, ViewportSize = new ViewportSize { Width = width, Height = height },
            ColorScheme = isDark ? ColorScheme.Dark : ColorScheme.Light,
        });
        context.SetDefaultTimeout(30_000);
        return await context.NewPageAsync();
    }

    private static async Task<IBrowser> Start()
    {
        // Like the pages' own patience: a busy machine is slow, not wrong.
        Assertions.SetDefaultExpectTimeout(30_000);
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Program,
            // Tests may run as root, where the sandbox cannot start; they open only our own pages.
            Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        });
        AppDomain.CurrentDomain.ProcessExit += (_, _) => playwright.Dispose();
        return browser;
    }
}
