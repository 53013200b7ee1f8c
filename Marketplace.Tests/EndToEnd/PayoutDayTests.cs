using System.Globalization;
using System.Text;
using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Escrow;
using Marketplace.Core.Payments.Kyc;
using Marketplace.Core.Payments.Withdrawals;
using Marketplace.Core.Storage;
using Marketplace.Tests.Kit;
using Marketplace.Tests.Royalties;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.Tests.EndToEnd;

/// <summary>
/// A day of money in browsers: a client pays through the checkout page, the seller earns it and withdraws; one person of finance prepares the
/// batch, another approves it and reports the transfer.
/// </summary>
[Trait("Category", "Browser")]
public sealed class PayoutDayTests
{
    [Fact]
    public async Task A_client_pays_the_seller_withdraws_a_second_person_approves_and_the_statement_balances()
    {
        await using var host = WebHost.AtHome(null, ("Rails:Sandbox", "true"), ("Payouts:FirstMethodHours", "0"), ("Payouts:FreezeHours", "0"), ("Pdf:NoSandbox", "true"));
        var ama = await Payee(host);
        var kofi = await host.Person("kofi@example.test", Capability.Client);
        foreach (var name in (string[])["yaa", "kwame"]) await host.StaffMember($"{name}@example.test", StaffRole.Finance);
        await host.StaffMember("esi@example.test", StaffRole.Moderator);

        var client = await SignedIn(host, "kofi@example.test");
        await Pays(host, client);
        var page = await SignedIn(host, "ama@example.test");
        await page.Open("/wallet");
        await page.GetByText("No money yet").Appears();
        // What was agreed outside the browser: the client's money is held for the work, and the work is accepted.
        var work = await Agreed(host, kofi, ama);
        await page.GetByText("₵\u00a01,500.00").First.Appears(); // In escrow, before fees; the open page learns it by itself.
        await page.Picture("wallet-escrow");
        await Done(host, (db, tranches) => tranches.Release(db, work, null, "accepted"));
        await page.GetByText("₵\u00a01,350.00").First.Appears();
        await client.Open("/wallet");
        await client.GetByText("Put into escrow").Appears();
        await Pictures(host, page, "wallet", "/wallet");
        await page.Open("/wallet/withdraw");
        await page.Locator("#amount").FillAsync("350.50");
        await page.GetByRole(AriaRole.Button, new() { Name = "Withdraw ₵\u00a0350.50" }).ClickAsync();
        await page.Picture("withdraw-confirm");
        await page.Locator("dialog").GetByRole(AriaRole.Button, new() { Name = "Withdraw ₵\u00a0350.50" }).ClickAsync();
        await page.WaitForURLAsync("**/wallet/withdrawals/*");
        await page.GetByText("Waits for approval").First.Appears();
        await Pictures(host, page, "withdrawal", new Uri(page.Url).AbsolutePath);

        var yaa = await SignedIn(host, "yaa@example.test", isStaff: true);
        await yaa.Open("/finance/payouts");
        await yaa.GetByText("Choose all").ClickAsync();
        await yaa.GetByRole(AriaRole.Button, new() { Name = "Prepare a batch of 1" }).ClickAsync();
        await yaa.Locator("dialog").GetByRole(AriaRole.Button, new() { Name = "Prepare" }).ClickAsync();
        await yaa.GetByText("You prepared this batch.").Appears();
        await Expect(yaa.GetByRole(AriaRole.Button, new() { Name = "Approve ₵\u00a0350.50" })).ToBeDisabledAsync();
        await Pictures(host, yaa, "payouts", "/finance/payouts");
        var kwame = await SignedIn(host, "kwame@example.test", isStaff: true);
        await kwame.Open("/finance/payouts");
        await kwame.GetByRole(AriaRole.Button, new() { Name = "Approve ₵\u00a0350.50" }).ClickAsync();
        await kwame.Locator("dialog").GetByRole(AriaRole.Button, new() { Name = "Approve ₵\u00a0350.50" }).ClickAsync();
        await Steps.Until(async () => await host.Get<FireDueTimers>().Run(50, default) >= 0 && await Transfers(host) == 1, "the transfer");
        await kwame.Open("/finance/payouts");
        await kwame.GetByLabel("Bank's reference").FillAsync("BNK-2026-77");
        await kwame.Picture("payouts-by-hand");
        await kwame.GetByRole(AriaRole.Button, new() { Name = "Report as made" }).ClickAsync();
        await kwame.GetByText("Reported.").Appears();

        // The payee's page was open all the time and learns it by itself.
        await page.GetByText("BNK-2026-77").Appears();
        await page.Picture("withdrawal-paid");
        var today = HouseDays.Of(TimeProvider.System.GetUtcNow().UtcDateTime);
        var address = string.Create(CultureInfo.InvariantCulture, $"/wallet/statement.csv?asset=GHS&from={today.AddDays(-1):yyyy-MM-dd}&to={today:yyyy-MM-dd}");
        var rows = CsvText.Read(Encoding.UTF8.GetString(await (await page.APIRequest.GetAsync(address)).BodyAsync()));
        Assert.Equal(["opening", "escrow.release", "withdrawal.hold", "withdrawal.paid", "closing"], rows[1..].Select(r => r[2]));
        Assert.Equal("999.50", rows[^1][^1]);
        Assert.Equal("999.50", rows[^2][^1]);
        var pdf = await page.APIRequest.GetAsync(address.Replace(".csv", ".pdf", StringComparison.Ordinal));
        Assert.Equal("%PDF-", Encoding.ASCII.GetString((await pdf.BodyAsync())[..5]));
        // Whatever stands in the address, the answer is a refusal with a code.
        foreach (var wrong in (string[])["asset=ETH.&from=2026-01-01&to=2026-01-02", "asset=USDC.%2e%2e&from=2026-01-01&to=2026-01-02", "asset=GHS&from=9999-12-31&to=9999-12-31",
            "asset=GHS&from=0001-01-01&to=0001-01-01", "asset=GHS&from=2026-01-02&to=2026-01-01", "asset=GHS&from=2024-01-01&to=2026-01-01", "asset=&from=x&to=y"])
            foreach (var kind in (string[])["csv", "pdf"]) Assert.Equal((wrong, 400), (wrong, (await page.APIRequest.GetAsync($"/wallet/statement.{kind}?{wrong}")).Status));
        foreach (var wrong in (string[])["to=9999-12-31", "from=2026-01-02&to=2026-01-01", "from=2001-01-01&to=2026-01-01"])
            Assert.Equal((wrong, 400), (wrong, (await kwame.APIRequest.GetAsync($"/finance/books/entries.csv?{wrong}")).Status));
        var entries = CsvText.Read(Encoding.UTF8.GetString(await (await kwame.APIRequest.GetAsync("/finance/books/entries.csv")).BodyAsync()));
        Assert.Equal(("booked_at", 9), (entries[0][0], entries[0].Count));
        Assert.Contains(entries, r => r[2] == "withdrawal.paid");
        await kwame.Open("/finance/books");
        await kwame.GetByText("holds", new() { Exact = true }).First.Appears();
        await Pictures(host, kwame, "books", "/finance/books");
        await Pictures(host, kwame, "reconciliation", "/finance/reconciliation");
        foreach (var (name, path) in ((string, string)[])[("methods", "/wallet/methods"), ("withdrawals", "/wallet/withdrawals"), ("kyc", "/kyc"), ("invoices", "/invoices")])
            await Pictures(host, page, name, path);

        // Nobody else's doors open: a stranger, a payee and the wrong staff.
        foreach (var path in (string[])["/finance/payouts", "/finance/books/trial.csv", "/finance/books/entries.csv?from=2026-01-01&to=2026-01-02", "/moderation/kyc"])
        {
            Assert.Equal(403, (await page.APIRequest.GetAsync(path)).Status);
            var guest = await host.Guest().GetAsync(path); // On a real port the client follows to the sign-in page.
            Assert.True(guest.Headers.Location is not null || guest.RequestMessage!.RequestUri!.AbsolutePath == "/sign-in", path);
        }
        Assert.Equal(404, (await yaa.APIRequest.GetAsync($"/kyc/documents/{Guid.NewGuid()}")).Status);
        await using var db = host.Db();
        Assert.True(await db.AuditEntries.CountAsync(a => a.Action == "LookAtDesk") >= 3);
        Assert.Equal(WithdrawalState.Paid, (await db.Withdrawals.SingleAsync(w => w.UserId == ama)).State);
    }

    private static async Task<int> Transfers(WebHost host)
    {
        await using var db = host.Db();
        return await db.HandTransfers.CountAsync();
    }

    // A verified person with money and a bank account that a person has looked at.
    private static async Task<UserId> Payee(WebHost host)
    {
        var ama = await host.Person("ama@example.test", Capability.Artist);
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        await using var db = host.Db();
        var row = new KycCase(ama, now);
        var verifier = UserId.New();
        Assert.Null(row.Describe(new KycDetails(2, "Ama Serwaa", "GH", "GHA123456", null, ""), "", "x", now) ?? row.Submit(now)
            ?? row.Review(verifier, now) ?? row.Decide(KycState.Approved, verifier, "", now));
        db.KycCases.Add(row);
        await db.SaveChangesAsync();
        var method = await host.Get<AddPayoutMethod>().Run(
            new(MethodKind.Bank, Asset.Ghs, "Ghana Commercial Bank", "1020304050607", "Ama Serwaa", WalletTier.Minimum, Guid.NewGuid()), new Actor(ama, "ama"), default);
        (await db.PayoutMethods.SingleAsync(m => m.Id == method.Value)).Check(true, "Looked at it.", verifier);
        await db.SaveChangesAsync();
        return ama;
    }

    // 1,500.00 through the hosted page of the sandbox, and back again.
    private static async Task Pays(WebHost host, IPage client)
    {
        await client.GotoAsync("/pay/new");
        await client.Locator("#amount").FillAsync("1500");
        await client.Locator("#asset").SelectOptionAsync("GHS");
        await client.Locator("#way").SelectOptionAsync("sandbox/Redirect");
        await client.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await client.WaitForURLAsync("**/pay/*-*");
        await client.GetByText("Waiting for you").First.Appears();
        await Pictures(host, client, "pay", new Uri(client.Url).AbsolutePath);
        await client.GetByRole(AriaRole.Link, new() { Name = "Go to the sandbox checkout" }).ClickAsync();
        await client.Picture("sandbox-checkout");
        await client.GetByRole(AriaRole.Button, new() { Name = "Pay ₵\u00a01,500.00" }).ClickAsync();
        await client.WaitForURLAsync("**/return");
        await client.Locator(".chip").GetByText("Paid").Appears();
        await client.Open("/wallet");
        await client.GetByText("₵\u00a01,500.00").First.Appears();
        await Pictures(host, client, "wallet-client", "/wallet");
    }

    private static async Task<TrancheId> Agreed(WebHost host, UserId payer, UserId payee)
    {
        TrancheId id = default;
        await Done<FundOutcome>(host, async (db, tranches) =>
        {
            var deal = tranches.Plan(db, new NewAgreement("order", payer, "order:jingle", "gig", Asset.Ghs,
                [new NewTranche("A jingle of 30 seconds", new Money(1500_00, Asset.Ghs), [new Payee(payee, 1)]) { ClearingDays = 0 }]));
            await db.SaveChangesAsync();
            id = deal.Tranches[0].Id;
            var asked = await tranches.Ask(db, id, TimeSpan.FromMinutes(15), default);
            return asked.Error is { } error ? error : await tranches.Hold(db, id, Guid.NewGuid(), default);
        });
        return id;
    }

    private sealed record Step(Guid Key = default) : ICommand;

    private static async Task Done<T>(WebHost host, Func<MarketplaceDb, Tranches, Task<Result<T>>> verb)
    {
        var done = await host.Get<Work>().Run(new Step(), Actor.System("test"), db => verb(db, host.Get<Tranches>()), CancellationToken.None);
        Assert.True(done.IsOk, done.Error?.Code);
    }

    private static async Task<IPage> SignedIn(WebHost host, string email, bool isStaff = false)
    {
        var page = await Browser.NewPage(host.Address);
        await page.SignIn(email, code: isStaff ? () => host.NextCode(email) : null);
        return page;
    }

    // The page as it is, and once more narrow, dark and Chinese; only when pictures are wanted.
    private static async Task Pictures(WebHost host, IPage page, string name, string path)
    {
        if (Environment.GetEnvironmentVariable("PICTURES") is not { Length: > 0 }) return;
        var here = page.Url;
        if (new Uri(here).AbsolutePath != path) await page.GotoAsync(path);
        await Expect(page.Locator(".skeleton")).ToHaveCountAsync(0);
        await page.Picture($"{name}-wide");
        var narrow = await Browser.NewPage(host.Address, 360, 780, "zh-CN", isDark: true);
        await narrow.Context.AddCookiesAsync((await page.Context.CookiesAsync()).Select(c => new Cookie { Name = c.Name, Value = c.Value, Domain = c.Domain, Path = c.Path, HttpOnly = c.HttpOnly, SameSite = c.SameSite }));
        await narrow.GotoAsync(path);
        await Expect(narrow.Locator(".skeleton")).ToHaveCountAsync(0);
        await narrow.Picture($"{name}-narrow");
        await narrow.Context.CloseAsync();
        if (page.Url != here) await page.Open(new Uri(here).PathAndQuery);
    }
}
