using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Journal;
using Marketplace.Core.Payments.Kyc;
using Marketplace.Core.Payments.Rails.Reconciliation;
using Marketplace.Core.Payments.Withdrawals;
using Marketplace.Tests.Kit;
using Marketplace.Web.Demo;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Demo;

/// <summary>The demo's weeks of money.</summary>
public sealed class DemoMoneyTests
{
    [Fact]
    public async Task The_weeks_of_money_leave_whole_books_and_something_in_every_queue()
    {
        await using var host = WebHost.New(null, ("Rails:Sandbox", "true"));
        var configuration = host.Services.GetRequiredService<IConfiguration>();
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var start = now.AddDays(-36);
        IReadOnlyDictionary<string, Actor> people;
        await using (var past = new DemoPast(configuration, host.Services, start.AddDays(-1))) people = await DemoPeople.Open(past, default);
        for (var again = 0; again < 2; again++) // A second start finds everything there.
            await using (var past = new DemoPast(configuration, host.Services, start, isBackstage: true)) await new DemoMoney(past, people, now).Live(default);

        await using var db = host.Db();
        foreach (var check in host.Get<IEnumerable<ILedgerCheck>>()) Assert.Equal([], await check.Run(db, default));
        var withdrawals = await db.Withdrawals.Include(w => w.Slices).ToListAsync();
        foreach (var state in (WithdrawalState[])[WithdrawalState.Requested, WithdrawalState.Sending, WithdrawalState.Paid, WithdrawalState.Failed,
                     WithdrawalState.Returned, WithdrawalState.Rejected, WithdrawalState.Cancelled]) Assert.Contains(withdrawals, w => w.State == state);
        Assert.Contains(withdrawals.SelectMany(w => w.Slices), s => s.State == SliceState.Unknown);
        Assert.Equal([KycState.Submitted, KycState.MoreInfo, KycState.Approved, KycState.Expired], (await db.KycCases.Select(c => c.State).ToListAsync()).Distinct().Order());
        Assert.Equal(7500, (await db.StatementEntries.SingleAsync(e => e.Class == MatchClass.TheirsOnly)).Minor);
        Assert.True(await db.Invoices.CountAsync() > 8);
        Assert.All(await db.LedgerTransactions.ToListAsync(), t => Assert.True(t.RecordedAt <= now));
    }
}
