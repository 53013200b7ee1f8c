using System.Net;
using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Invoices;
using Marketplace.Tests.Kit;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Payments.Invoices;

/// <summary>Papers at the doors of the server.</summary>
public sealed class DeskPapersTests
{
    private sealed record Give(Guid Key) : ICommand;

    [Fact]
    public async Task Taking_the_paper_of_somebody_else_is_written_down()
    {
        await using var host = WebHost.New();
        var ama = await host.Person("ama@x.gh", Capability.Artist);
        await host.StaffMember("esi@x.gh", StaffRole.Finance);
        var writer = host.Get<InvoiceWriter>();
        var paper = (await host.Get<Work>().Run<Invoice>(new Give(Guid.Empty), Actor.System("test"), async db => await writer.Issue(db,
            new InvoiceDraft(InvoiceKind.Invoice, ama, "Ama", "test", [InvoiceLine.Of("Fee for {0}", "Jingle", new Money(100, Asset.Ghs), 0)]), default), default)).Value;

        var (own, finance) = (await host.SignedInClient("ama@x.gh"), await host.SignedInClient("esi@x.gh"));
        Assert.Equal(HttpStatusCode.OK, (await own.GetAsync($"/invoices/{paper.Id}.csv")).StatusCode);
        Assert.Equal(0, await Looks(host, paper));
        Assert.Equal(HttpStatusCode.OK, (await finance.GetAsync($"/invoices/{paper.Id}.csv")).StatusCode);
        Assert.Equal(1, await Looks(host, paper));

        Assert.EndsWith(",takes_back", (await finance.GetStringAsync("/finance/invoices.csv?q=%00ama")).Split("\r\n")[0], StringComparison.Ordinal);
        Assert.Contains(paper.Number, await finance.GetStringAsync("/finance/invoices?q=%00ama"), StringComparison.Ordinal);
    }

    private static async Task<int> Looks(WebHost host, Invoice paper)
    {
        await using var db = host.Db();
        return await db.AuditEntries.CountAsync(a => a.Action == "LookAtDesk" && a.Detail.Contains(paper.Number));
    }
}
