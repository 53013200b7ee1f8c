using System.Net;
using Marketplace.Core.Accounts.Rights;
using Marketplace.Core.Kernel;
using Marketplace.Tests.Kit;

namespace Marketplace.Tests.Accounts;

/// <summary>What somebody reads whose account is closed, and what a stranger does not.</summary>
public sealed class ClosedAccountTests
{
    [Fact]
    public async Task The_reason_is_read_after_the_right_password_alone()
    {
        await using var host = WebHost.New(null, ("Contact:Mail", "help@house.example"));
        var user = await host.Person("ama@example.test", Capability.Artist);
        using var open = await host.SignedInClient("ama@example.test");
        Assert.Equal(HttpStatusCode.OK, (await open.GetAsync("/artist")).StatusCode);
        var closed = await host.Get<ImposeSanction>().Run(
            new(user, SanctionKind.Suspension, "Two complaints about Harbour lights", null, Guid.NewGuid()), Actor.System("test"), default);
        Assert.True(closed.IsOk, closed.Error?.Code);

        Assert.NotEqual(HttpStatusCode.OK, (await open.GetAsync("/artist")).StatusCode); // The open session is gone at once.
        var told = await Try(host, WebHost.Password);
        Assert.Contains("Two complaints about Harbour lights", told);
        Assert.Contains("mailto:help@house.example", told);
        Assert.DoesNotContain("complaints", await Try(host, "not the password"));
        await host.MailArrives("ama@example.test");
        Assert.Contains("Two complaints", host.Mails.To("ama@example.test")[^1].Text);
    }

    private static async Task<string> Try(WebHost host, string password)
    {
        using var guest = host.Guest();
        using var answer = await guest.Submit("/sign-in", "sign-in", ("Form.Email", "ama@example.test"), ("Form.Password", password));
        return await answer.Content.ReadAsStringAsync();
    }
}
