using System.Net;
using Marketplace.Core.Accounts.Passwords;
using Marketplace.Tests.Kit;

namespace Marketplace.Tests.Accounts;

public sealed class SignInTests
{
    [Fact]
    public async Task A_person_signs_in_and_out_and_the_old_cookie_opens_nothing()
    {
        await using var host = WebHost.New();
        await host.Person("ama@example.com");
        var client = host.Guest();

        var answer = await client.Submit("/sign-in?returnUrl=%2Faccount", "sign-in",
            ("Form.Email", "ama@example.com"), ("Form.Password", WebHost.Password));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/account", answer.Headers.Location!.ToString().Replace("http://localhost", ""));
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("session=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);

        Assert.Contains("ama", (await client.Open("/account")).Body!.TextContent);
        await client.Submit("/account", "sign-out");
        var thief = host.Guest();
        thief.DefaultRequestHeaders.Add("Cookie", cookie.Split(';')[0]);
        Assert.Equal(HttpStatusCode.Redirect, (await thief.GetAsync("/account")).StatusCode);
    }
}
