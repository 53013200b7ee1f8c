using Marketplace.Tests.Kit;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Accounts;

[Trait("Suite", "Browser")]
public sealed class PasskeyTests
{
    [Fact]
    public async Task A_passkey_is_added_in_a_browser_and_signs_its_owner_in_without_a_password()
    {
        Assert.True(Browser.IsThere, "Chromium is missing.");
        await using var host = WebHost.ForBrowsers();
        var user = await host.Person("key@example.com");
        var page = await Browser.NewPage(host.Address);
        var device = await page.Context.NewCDPSessionAsync(page);
        await device.SendAsync("WebAuthn.enable");
        await device.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true,
                ["hasUserVerification"] = true, ["isUserVerified"] = true, ["automaticPresenceSimulation"] = true,
            },
        });

        await page.GotoAsync("/sign-in?returnUrl=%2Faccount%2Fsecurity");
        await page.GetByLabel("E-mail").FillAsync("key@example.com");
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(WebHost.Password);
        await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await page.GetByLabel("Name of the new passkey").FillAsync("My laptop");
        await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
        await page.WaitForURLAsync("**/account/security?done=passkey");
        await page.GetByText("My laptop").WaitForAsync();

        await page.Context.ClearCookiesAsync();
        await page.GotoAsync("/sign-in?returnUrl=%2Faccount");
        await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await page.WaitForURLAsync("**/account");

        await using var db = host.Db();
        var last = await db.UserSessions.OrderByDescending(s => s.CreatedAt).FirstAsync(s => s.UserId == user.Value);
        Assert.True(last.HasSecondFactor);
        await page.Context.CloseAsync();
    }
}
