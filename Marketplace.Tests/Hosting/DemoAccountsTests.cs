using Marketplace.Core.Kernel;
using Marketplace.Tests.Kit;
using Marketplace.Web.Demo;

namespace Marketplace.Tests.Hosting;

/// <summary>A database that was a demonstration's never becomes a production's, whatever the settings say.</summary>
public sealed class DemoAccountsTests
{
    [Fact]
    public async Task Production_refuses_a_database_with_a_demo_account_and_serves_one_without()
    {
        await using var demo = WebHost.New();
        await demo.Person("somebody@real.example", Capability.Artist);
        await using (var production = Production(demo)) Assert.Equal("/", production.Guest().BaseAddress!.AbsolutePath);

        // A stranger who only registers under such an address stops nothing.
        await demo.Guest().Submit("/register", "register", ("Form.DisplayName", "A stranger"), ("Form.Email", DemoCast.Clients[0].Email), ("Form.Password", "a password of no importance"));
        await using (var db = demo.Db()) Assert.Contains(db.Users, u => u.Email == DemoCast.Clients[0].Email);
        await using (var production = Production(demo)) Assert.NotNull(production.Services);

        await demo.Get<Core.Accounts.AccountSeeder>().Person(DemoCast.Artists[0].Email, "Efua", DemoCast.Password);
        await using (var production = Production(demo))
        {
            var refusal = Assert.Throws<InvalidOperationException>(() => production.Services);
            Assert.Contains("demo accounts", refusal.Message);
            Assert.Contains(DemoCast.Artists[0].Email, refusal.Message);
            Assert.DoesNotContain("somebody", refusal.Message);
        }
        await using var trial = WebHost.New(null, ("Data", demo.Folder), ("environment", "Demo"));
        Assert.NotNull(trial.Services);
    }

    // Every setting is safe: the account alone is the reason.
    private static WebHost Production(WebHost demo) =>
        WebHost.New(null, ("Data", demo.Folder), ("environment", "Production"), ("AllowedHosts", "market.example"));
}
