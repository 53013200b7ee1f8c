using System.Net;
using Marketplace.Core.Accounts;
using Marketplace.Core.Kernel;
using Marketplace.Tests.Kit;

namespace Marketplace.Tests.Accounts;

/// <summary>The doors as a browser without script meets them.</summary>
public sealed class SignInTests(WebHost host) : IClassFixture<WebHost>
{
    [Fact]
    public async Task A_person_registers_confirms_by_mail_signs_in_and_out_and_the_old_cookie_opens_nothing()
    {
        const string mail = "new@example.com";
        var client = host.Guest();
        var answer = await client.Submit("/register", "register",
            ("Form.DisplayName", "New Person"), ("Form.Email", mail), ("Form.Password", WebHost.Password));
        Assert.Equal("/register/check-mail", answer.Target());
        await host.MailArrives(mail);
        Assert.Single(Directory.GetFiles(Path.Combine(host.Folder, "outbox")), f => File.ReadAllText(f).Contains("To: " + mail));
        answer = await client.Submit(host.Mails.Link(mail), "confirm");
        Assert.Equal("/sign-in?done=confirmed", answer.Target());

        answer = await client.Submit("/sign-in?returnUrl=%2Faccount", "sign-in", ("Form.Email", mail), ("Form.Password", WebHost.Password));
        Assert.Equal("/account", answer.Target());
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("session=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("New Person", (await client.Open("/account")).QuerySelector("#name")!.GetAttribute("value"));

        Assert.Equal("/", (await client.SignOut()).Target());
        Assert.StartsWith("/sign-in", (await client.GetAsync("/account")).Target());
        var thief = host.Guest();
        thief.DefaultRequestHeaders.Add("Cookie", cookie.Split(';')[0]);
        Assert.StartsWith("/sign-in", (await thief.GetAsync("/account")).Target());
    }

    [Fact]
    public async Task A_forgotten_password_is_replaced_by_a_mailed_link_and_all_browsers_are_signed_out()
    {
        const string mail = "forgot@example.com";
        await host.Person(mail);
        var before = await host.SignedInClient(mail);
        var client = host.Guest();
        await client.Submit("/forgot-password", "forgot", ("Form.Email", mail));
        await host.MailArrives(mail);
        var link = host.Mails.Link(mail);
        Assert.Equal("/sign-in?done=reset", (await client.Submit(link, "reset", ("Form.Password", "a new long password"))).Target());
        Assert.StartsWith("/sign-in", (await before.GetAsync("/account")).Target());
        Assert.Contains("no longer works", await (await client.Submit(link, "reset", ("Form.Password", "a new long password"))).Content.ReadAsStringAsync());
        await host.SignedInClient(mail, "a new long password");
    }

    [Fact]
    public async Task An_app_is_set_up_and_then_asked_for_and_a_recovery_code_helps_once()
    {
        const string mail = "codes@example.com";
        await host.Person(mail);
        var client = await host.SignedInClient(mail);
        var page = await (await client.Submit("/account/security", "codes-prepare")).Parse();
        Assert.NotNull(page.QuerySelector("#codes svg"));
        var key = page.QuerySelector("[data-key]")!.TextContent;
        var step = Core.Accounts.Passwords.Totp.StepAt(DateTime.UtcNow);
        page = await (await client.SubmitOn(page, "/account/security", "codes-on",
            ("Form.Code", Core.Accounts.Passwords.Totp.Code(key, step)))).Parse();
        var recovery = page.QuerySelectorAll("[data-recovery-codes] code").Select(c => c.TextContent).ToList();
        Assert.Equal(10, recovery.Count);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/account")).StatusCode);

        await host.SignedInClient(mail); // With a code; the client throws when it is refused.
        var lost = host.Guest();
        Assert.StartsWith("/sign-in/code", (await lost.Submit("/sign-in", "sign-in", ("Form.Email", mail), ("Form.Password", WebHost.Password))).Target());
        Assert.StartsWith("/sign-in", (await lost.GetAsync("/account")).Target());
        Assert.Equal(HttpStatusCode.OK, (await lost.Submit("/sign-in/code", "code", ("Form.Code", "000000"))).StatusCode);
        Assert.Equal("/home", (await lost.Submit("/sign-in/recovery", "code", ("Form.Code", recovery[0]))).Target());
        var again = host.Guest();
        await again.Submit("/sign-in", "sign-in", ("Form.Email", mail), ("Form.Password", WebHost.Password));
        Assert.Equal(HttpStatusCode.OK, (await again.Submit("/sign-in/recovery", "code", ("Form.Code", recovery[0]))).StatusCode);
    }

    [Fact]
    public async Task Known_unknown_and_waiting_addresses_get_the_same_answer()
    {
        await host.Person("same@example.com");
        var texts = new List<string>();
        foreach (var mail in (string[])["same@example.com", "nobody@example.com", .. Enumerable.Repeat("same@example.com", 6)])
        {
            var answer = await host.Guest().Submit("/sign-in", "sign-in", ("Form.Email", mail), ("Form.Password", "wrong password"));
            texts.Add((await answer.Parse()).QuerySelector(".note.bad")!.TextContent.Trim());
        }
        Assert.Single(texts.Distinct());

        List<string> sent = [];
        foreach (var mail in (string[])["same@example.com", "nobody@example.com"])
            sent.Add((await (await host.Guest().Submit("/forgot-password", "forgot", ("Form.Email", mail))).Parse()).QuerySelector(".note.ok")!.TextContent);
        Assert.Single(sent.Distinct());
        foreach (var mail in (string[])["same@example.com", "fresh@example.com"])
            Assert.Equal("/register/check-mail", (await host.Guest().Submit("/register", "register",
                ("Form.DisplayName", "X"), ("Form.Email", mail), ("Form.Password", WebHost.Password))).Target());
    }

    [Fact]
    public async Task Sign_out_everywhere_ends_the_other_browser_too()
    {
        await host.Person("two@example.com");
        var here = await host.SignedInClient("two@example.com");
        var there = await host.SignedInClient("two@example.com");
        Assert.Equal("/sign-in?done=ended", (await here.Submit("/account/security", "end-all")).Target());
        Assert.StartsWith("/sign-in", (await there.GetAsync("/account")).Target());
    }

    [Fact]
    public async Task Changing_the_password_keeps_this_browser_with_a_new_session_and_ends_the_others()
    {
        await host.Person("change@example.com");
        var here = await host.SignedInClient("change@example.com");
        var there = await host.SignedInClient("change@example.com");
        var answer = await here.Submit("/account/security", "password", ("Form.Present", WebHost.Password), ("Form.Password", "a new long password"));
        Assert.Equal("/account/security?done=password", answer.Target());
        Assert.Contains(answer.Headers.GetValues("Set-Cookie"), c => c.StartsWith("session=", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, (await here.GetAsync("/account")).StatusCode);
        Assert.StartsWith("/sign-in", (await there.GetAsync("/account")).Target());
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("javascript:alert(1)")]
    public async Task Nobody_is_sent_to_another_house_after_signing_in(string returnUrl)
    {
        var mail = $"{Guid.NewGuid():N}@example.com";
        await host.Person(mail);
        var answer = await host.Guest().Submit("/sign-in?returnUrl=" + Uri.EscapeDataString(returnUrl), "sign-in",
            ("Form.Email", mail), ("Form.Password", WebHost.Password));
        Assert.DoesNotContain("evil", answer.Target());
        Assert.StartsWith("/", answer.Target());
    }

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/register")]
    [InlineData("/forgot-password")]
    [InlineData("/sign-out")]
    [InlineData("/account")]
    [InlineData("/account/security")]
    [InlineData("/account/picture")]
    [InlineData("/account/sessions/end-all")]
    [InlineData("/account/capabilities/off")]
    [InlineData("/passkeys/create")]
    [InlineData("/passkeys/get")]
    public async Task A_form_from_elsewhere_is_refused(string path)
    {
        var mail = $"{Guid.NewGuid():N}@example.com";
        await host.Person(mail);
        var client = await host.SignedInClient(mail);
        var answer = await client.PostAsync(path, new FormUrlEncodedContent([new("_handler", "sign-in"), new("Form.Email", mail)]));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_capability_opens_its_pages_and_staff_need_their_second_factor()
    {
        await host.Person("artist@example.com");
        var client = await host.SignedInClient("artist@example.com");
        var refused = await client.Submit("/account/capabilities/artist", "onboarding", ("Form.Answers[country]", "Ghana"));
        Assert.Contains("Please fill this in.", await refused.Content.ReadAsStringAsync());
        var on = await client.Submit("/account/capabilities/artist", "onboarding", ("Form.Answers[stageName]", "Ama"), ("Form.Answers[country]", "GH"));
        Assert.Equal("/account/capabilities?done=on", on.Target());
        Assert.Contains("Artist", (await host.Guest().Open("/people/artist")).Body!.TextContent);
        Assert.Equal(HttpStatusCode.NotFound, (await host.Guest().GetAsync("/people/nobody-here")).StatusCode);

        await host.Get<AccountSeeder>().Person("weak@example.com", "weak", WebHost.Password, roles: [StaffRole.Finance]);
        var weak = await host.SignedInClient("weak@example.com");
        Assert.Equal("/account/security?reason=staff", (await weak.GetAsync("/admin")).Target());
        await host.StaffMember("strong@example.com", StaffRole.Superadmin);
        Assert.Equal(HttpStatusCode.OK, (await (await host.SignedInClient("strong@example.com")).GetAsync("/admin")).StatusCode);
        Assert.Equal("/access-denied?returnUrl=%2Fadmin", (await client.GetAsync("/admin")).Target());
        var page = await weak.Open("/account/security?reason=staff");
        Assert.Contains("second factor", page.Body!.TextContent);
    }

    [Fact]
    public async Task A_language_chosen_in_the_profile_follows_to_every_browser()
    {
        await host.Person("li@example.com");
        var client = await host.SignedInClient("li@example.com");
        Assert.Equal("/account?done=saved", (await client.Submit("/account", "settings",
            ("Settings.Language", "zh-Hans"), ("Settings.TimeZone", "Asia/Shanghai"), ("Settings.Currency", "CNY"))).Target());
        var other = await host.SignedInClient("li@example.com");
        Assert.Equal("zh-Hans", (await other.Open("/account")).DocumentElement.GetAttribute("lang"));
    }
}

internal static class Answers
{
    /// <summary>Where the answer sends the browser, as path and query.</summary>
    public static string Target(this HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var location = answer.Headers.Location!;
        return location.IsAbsoluteUri && location.Scheme.StartsWith("http", StringComparison.Ordinal) ? location.PathAndQuery : location.ToString();
    }

    /// <summary>Presses the sign-out button of the preferences menu.</summary>
    public static async Task<HttpResponseMessage> SignOut(this HttpClient client)
    {
        var menu = await client.Open("/preferences/menu");
        var token = menu.QuerySelector("form[action='/sign-out'] input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        return await client.PostAsync("/sign-out", new FormUrlEncodedContent([new("__RequestVerificationToken", token)]));
    }
}
