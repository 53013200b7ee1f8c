using Marketplace.Core.Kernel;
using Marketplace.Core.Royalties.Calculation;
using Marketplace.Core.Royalties.Periods;
using Marketplace.Core.Royalties.Statements;
using Marketplace.Core.Storage;
using Marketplace.Tests.Kit;
using Marketplace.Web.Demo;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.EndToEnd;

/// <summary>The demo world as a visitor of the first minutes finds it, and as production refuses it.</summary>
public sealed class DemoWorldTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(6);

    [Fact]
    public async Task Everybody_signs_in_a_month_of_plays_stands_and_statements_balance_to_the_pesewa()
    {
        await using var host = WebHost.ForBrowsers(null, ("Demo:On", "true"));
        await Complete(host);

        foreach (var person in DemoCast.Artists.Concat(DemoCast.StationOwners).Concat(DemoCast.Staff))
        {
            using var client = await host.SignedInClient(person.Email, DemoCast.Password);
            (await client.GetAsync(Home(person))).EnsureSuccessStatusCode();
        }

        await using var db = host.Db();
        var month = (await db.Periods.SingleAsync(p => p.State != PeriodState.Open)).Id;
        var first = DateTime.SpecifyKind(DateTime.Parse(month + "-01"), DateTimeKind.Utc);
        var plays = await db.Plays.Where(p => p.StartAt >= first && p.StartAt < first.AddMonths(1)).Select(p => new { p.StationId, p.RecordingId, p.StartAt }).ToListAsync();
        Assert.Equal(DateTime.DaysInMonth(first.Year, first.Month), plays.Select(p => p.StartAt.Day).Distinct().Count());
        Assert.Equal(DemoCast.Stations.Count, plays.Select(p => p.StationId).Distinct().Count());
        Assert.Equal(DemoCast.Songs.Count, plays.Select(p => p.RecordingId).Distinct().Count());

        var lines = await db.RoyaltyLines.AsNoTracking().Include(l => l.Allocations).Include(l => l.Plays).AsSplitQuery().ToListAsync();
        var statements = await db.Statements.AsNoTracking().Include(s => s.Lines).ToListAsync();
        Assert.NotEmpty(lines);
        Assert.Equal(DemoCast.Artists.Count, statements.Count(s => s.Kind == StatementKind.Artist));
        Assert.All(Reconciliation.Of(lines, statements), proof => Assert.True(proof.Holds, $"{proof.Name}: {proof.Left} against {proof.Right}"));
        // The same without the product's own arithmetic: each line is its plays, rounded once, and is shared out whole.
        Assert.All(lines, l => Assert.Equal(decimal.Round(100 * l.Plays.Sum(p => p.Amount), MidpointRounding.AwayFromZero), l.Gross));
        Assert.All(lines.Where(l => l.HeldReason is null), l => Assert.Equal(l.Gross, l.Commission + l.Allocations.Sum(a => a.Amount)));

        await RefusedInProduction(host);
    }

    // The same data folder, with every setting safe: the accounts alone are the reason.
    private static async Task RefusedInProduction(WebHost demo)
    {
        await using var production = WebHost.New(null, ("Data", demo.Folder), ("environment", "Production"), ("AllowedHosts", "market.example"));
        var refusal = Assert.Throws<InvalidOperationException>(() => production.Services);
        Assert.Contains("demo accounts", refusal.Message);
        Assert.Contains(DemoCast.Staff[^1].Email, refusal.Message);
    }

    private static async Task Complete(WebHost host)
    {
        using var limit = new CancellationTokenSource(Patience);
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        while (true)
        {
            await tick.WaitForNextTickAsync(limit.Token);
            if (host.Get<DemoProgress>().Now is { } step)
            {
                Assert.DoesNotContain("could not be completed", step);
                continue;
            }
            await using var db = host.Db();
            if (await db.Periods.AnyAsync(p => p.State != PeriodState.Open)) return;
        }
    }

    private static string Home(DemoPerson person) => person.Capabilities.Contains(Capability.Artist) ? "/artist"
        : person.Capabilities.Contains(Capability.Station) ? "/station"
        : person.StaffRoles[0] == StaffRole.Superadmin ? "/admin" : "/home";
}
