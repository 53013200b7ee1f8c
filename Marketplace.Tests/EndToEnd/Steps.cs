using Marketplace.Core.Kernel;
using Marketplace.Core.Radio;
using Marketplace.Core.Radio.Stations;
using Marketplace.Tests.Kit;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.Tests.EndToEnd;

/// <summary>Steps that several tests take in a browser.</summary>
internal static class Steps
{
    /// <summary>How long something may take that happens by itself while a machine is busy with other tests.</summary>
    public const float Patience = 90_000;

    /// <summary>Signs in by the form; staff give a code too.</summary>
    public static async Task SignIn(this IPage page, string email, string password = WebHost.Password, Func<Task<string>>? code = null)
    {
        await page.GotoAsync("/sign-in");
        await page.Locator("#email").FillAsync(email);
        await page.Locator("#password").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        if (code is not null)
        {
            await page.WaitForURLAsync("**/sign-in/code**");
            await page.Locator("#code").FillAsync(await code());
            await page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        }
        await page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal));
    }

    /// <summary>Opens a page and waits until its circuit has drawn it: what is clicked before that is lost.</summary>
    public static async Task Open(this IPage page, string path)
    {
        var drawn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        EventHandler<IWebSocket> opened = (_, line) => line.FrameReceived += (_, frame) =>
        {
            if (frame.Binary is { } bytes && bytes.AsSpan().IndexOf("JS.RenderBatch"u8) >= 0) drawn.TrySetResult();
        };
        page.WebSocket += opened;
        await page.GotoAsync(path);
        await drawn.Task.WaitAsync(TimeSpan.FromMilliseconds(Patience));
        page.WebSocket -= opened;
    }

    /// <summary>Leaves a picture of the page in the folder that PICTURES names; nothing without it.</summary>
    public static async Task Picture(this IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("PICTURES") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = true });
    }

    /// <summary>A station that is heard without a pause, by the product's own use cases; it has no stream yet.</summary>
    public static async Task<StationId> Station(this WebHost host, UserId owner, string name)
    {
        var system = Actor.System("test");
        var station = await host.Get<RegisterStation>().Run(
            new(name, "Accra", "GH", "Africa/Accra", LicenceClass.Commercial, null, Guid.NewGuid()) { Owner = owner }, system, default);
        var plan = await host.Get<SetSamplingPlan>().Run(new(station.Value, new ListeningMode(10, 10, 5), Guid.NewGuid()), system, default);
        Assert.True(plan.IsOk, plan.Error?.Message);
        return station.Value;
    }

    /// <summary>Names the station's stream; from then on it is listened to.</summary>
    public static async Task GoesOnAir(this WebHost host, StationId station, string url)
    {
        var added = await host.Get<AddStreamUrl>().Run(new(station, url, Guid.NewGuid()), Actor.System("test"), default);
        Assert.True(added.IsOk, added.Error?.Message);
    }

    /// <summary>Marks the page, to see later that it was never loaded again.</summary>
    public static Task Mark(this IPage page) => page.EvaluateAsync("window.marked = true");

    /// <summary>The page is still the one that was marked.</summary>
    public static async Task IsStillMarked(this IPage page) => Assert.True(await page.EvaluateAsync<bool>("window.marked === true"));

    /// <summary>Waits until something is so.</summary>
    public static async Task Until(Func<Task<bool>> isSo, string what)
    {
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(Patience));
        try
        {
            while (!await isSo()) await tick.WaitForNextTickAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail("Waited in vain for " + what);
        }
    }

    /// <summary>Expects it within <see cref="Patience"/>.</summary>
    public static Task Appears(this ILocator what) => Expect(what).ToBeVisibleAsync(new() { Timeout = Patience });
}
