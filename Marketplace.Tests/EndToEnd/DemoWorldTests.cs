using Marketplace.Core.Kernel;
using Marketplace.Core.Royalties.Calculation;
using Marketplace.Core.Royalties.Periods;
using Marketplace.Core.Royalties.Statements;
using Marketplace.Core.Storage;
using Marketplace.Tests.Kit;
using Marketplace.Web.Demo;
using Microsoft.EntityFrameworkCore;
using Xunit.Abstractions;

namespace Marketplace.Tests.EndToEnd;

/// <summary>What the first minutes of a first <c>make run</c> promise: a play being heard, a month behind it, accounts for everybody.</summary>
[Trait("Category", "RealTime")]
public sealed class DemoWorldTests(ITestOutputHelper output)
{
    // Longer than the two minutes of the promise: other tests run on the same machine.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(6);

    [Fact]
    public async Task Everybody_signs_in_a_play_is_heard_and_a_month_of_statements_balances_to_the_pesewa()
    {
        await using var host = WebHost.ForBrowsers(null, ("Demo:On", "true"), ("Radio:AllowPrivateStreams", "true"));
        var clock = System.Diagnostics.Stopwatch.StartNew();
        await Until(() => IsComplete(host), "the demo world to be complete");
        output.WriteLine($"Complete after {clock.Elapsed.TotalSeconds:F0} s");

        Dictionary<DemoPerson, HttpClient> people = [];
        foreach (var person in DemoCast.Artists.Concat(DemoCast.StationOwners).Concat(DemoCast.Staff))
        {
            people[person] = await host.SignedInClient(person.Email, DemoCast.Password);
            using var way = await people[person].GetAsync("/home");
            var place = new Uri(host.Address, way.Headers.Location ?? new Uri("/home", UriKind.Relative));
            Assert.StartsWith(Home(person), place.AbsolutePath, StringComparison.Ordinal);
            using var home = await people[person].GetAsync(place);
            Assert.True(home.IsSuccessStatusCode, $"{person.Email} at {place}: {home.StatusCode}");
        }
        await TheLastMonthStands(host);
        await Until(() => ShowsWhatIsOnAir(DemoCast.Artists.Select(a => people[a])), "an artist's dashboard to show a play being heard");
        output.WriteLine($"On air at an artist's after {clock.Elapsed.TotalSeconds:F0} s");
        await using var db = host.Db();
        Assert.True(await db.Detections.AnyAsync(d => d.MatcherVersion != DemoHistory.MatcherVersion), "Nothing was really heard.");
        foreach (var client in people.Values) client.Dispose();
    }

    private static async Task TheLastMonthStands(WebHost host)
    {
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
    }

    private static async Task<bool> IsComplete(WebHost host)
    {
        if (host.Get<DemoProgress>().Now is { } step)
        {
            Assert.DoesNotContain("could not be completed", step);
            return false;
        }
        await using var db = host.Db();
        return await db.Periods.AnyAsync(p => p.State != PeriodState.Open);
    }

    private static async Task<bool> ShowsWhatIsOnAir(IEnumerable<HttpClient> artists)
    {
        foreach (var artist in artists)
            if ((await artist.Open("/artist")).QuerySelector("progress.line") is not null) return true;
        return false;
    }

    private static async Task Until(Func<Task<bool>> isSo, string what)
    {
        using var limit = new CancellationTokenSource(Patience);
        using var tick = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (!await isSo()) Assert.True(!limit.IsCancellationRequested && await tick.WaitForNextTickAsync(), $"Waited in vain for {what}.");
    }

    private static string Home(DemoPerson person) => person.StaffRoles.Cast<StaffRole?>().FirstOrDefault() switch
    {
        StaffRole.Superadmin => "/admin",
        StaffRole.Finance => "/finance",
        StaffRole.Moderator => "/moderation",
        StaffRole.Support => "/support",
        _ => person.Capabilities.Contains(Capability.Artist) ? "/artist" : "/station",
    };
}
