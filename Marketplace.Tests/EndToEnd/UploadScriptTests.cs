using System.Security.Cryptography;
using Marketplace.Audio.Decoding;
using Marketplace.Audio.Synthesis;
using Marketplace.Core.Kernel;
using Marketplace.Core.Media;
using Marketplace.Tests.Kit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.Tests.EndToEnd;

/// <summary>What upload.js promises, kept in a real browser on a slow line: one file goes through everything and arrives once.</summary>
[Trait("Category", "Browser")]
public sealed class UploadScriptTests
{
    private const int Rate = 22050, Slowly = 250_000, Freely = -1;

    [Fact]
    public async Task A_file_survives_a_pause_a_reload_and_a_lost_network_and_another_is_given_up()
    {
        await using var host = WebHost.ForBrowsers();
        await host.Person("ama@example.test", Capability.Artist);
        var (file, other) = (Path.Combine(host.Folder, "long.wav"), Path.Combine(host.Folder, "other.wav"));
        await File.WriteAllBytesAsync(file, Long(5));
        await File.WriteAllBytesAsync(other, Long(6));
        var page = await Browser.NewPage(host.Address);
        await using var _ = page.Context;
        await page.SignIn("ama@example.test");
        await page.Open("/artist/tracks/new");
        var line = await page.Context.NewCDPSessionAsync(page);
        await line.SendAsync("Network.enable");
        await Line(line, Slowly);

        // It moves, and stops when it is told to.
        await Choose(page, file);
        var bar = page.Locator(".upload:has(#audio) progress[value]").First;
        await Expect(bar).Not.ToHaveAttributeAsync("value", "0");
        await page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await Shows(page, "paused");
        var paused = Arrived(host);
        Assert.InRange(paused, 1, new FileInfo(file).Length - 1);
        await page.EvaluateAsync("dispatchEvent(new Event('online'))"); // A network that comes back does not undo a pause.
        await Shows(page, "paused");
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await Steps.Until(() => Task.FromResult(Arrived(host) > paused), "more bytes after the pause");

        // The page is loaded again in the middle; the same file goes on where it was.
        await page.Open("/artist/tracks/new");
        await Expect(page.GetByText("Choose the same file again to go on").First).ToBeVisibleAsync();
        var reloaded = Arrived(host);
        await Choose(page, file);
        await Steps.Until(() => Task.FromResult(Arrived(host) > reloaded), "more bytes after the reload");

        // The network goes away in the middle of a chunk and comes back.
        await page.Context.SetOfflineAsync(true);
        await page.WaitForFunctionAsync("() => !navigator.onLine");
        var lost = Arrived(host);
        await page.Context.SetOfflineAsync(false);
        await Line(line, Freely);
        await page.GetByText("is completely here").Appears();
        Assert.InRange(lost, reloaded, new FileInfo(file).Length - 1);
        await using (var db = host.Db())
        {
            var upload = await db.Uploads.SingleAsync();
            Assert.Equal((UploadState.Complete, Hash(file)), (upload.State, upload.Blob));
        }

        // Another file is given up: nothing of it stays.
        await Line(line, Slowly);
        await Choose(page, other);
        await Steps.Until(() => Task.FromResult(Arrived(host) > 0), "bytes of the other file");
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel the upload" }).ClickAsync();
        await Steps.Until(() => Task.FromResult(!host.Get<UploadFiles>().All().Any()), "the other file being thrown away");
        await Expect(page.Locator(".upload:has(#audio) progress")).ToHaveCountAsync(0);
        Assert.Equal(0, await page.EvaluateAsync<int>("Object.keys(localStorage).filter(key => key.startsWith('upload:')).length"));
    }

    // A song three times over: about eight megabytes, half a minute on the slow line, so that a busy machine sees it on its way.
    private static byte[] Long(int seed)
    {
        var song = SongComposer.Compose(seed).Render(Rate);
        return Pcm.ToWav([.. song, .. song, .. song], Rate);
    }

    private static async Task Choose(IPage page, string file)
    {
        await Expect(page.Locator("#audio")).ToBeEnabledAsync(); // Nobody can choose a file before the page is alive.
        await page.Locator("#audio").SetInputFilesAsync(file);
    }

    private static Task Shows(IPage page, string state) => Expect(page.Locator(".upload:has(#audio)")).ToHaveAttributeAsync("data-state", state);

    private static long Arrived(WebHost host)
    {
        var files = host.Get<UploadFiles>();
        return files.All().Select(id => files.Length(id)).DefaultIfEmpty(0).Max();
    }

    private static Task Line(ICDPSession line, int bytesPerSecond) =>
        line.SendAsync("Network.emulateNetworkConditions", new Dictionary<string, object>
        {
            ["offline"] = false, ["latency"] = 0, ["downloadThroughput"] = -1, ["uploadThroughput"] = bytesPerSecond,
        });

    private static string Hash(string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));
}
