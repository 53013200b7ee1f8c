using System.Globalization;
using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Desk;
using Marketplace.Core.Payments.Invoices;
using Marketplace.Core.Payments.Wallets;
using Marketplace.Core.Payments.Withdrawals;
using Marketplace.Web.Features.Payments.Wallet;
using Marketplace.Web.Shell;

namespace Marketplace.Web.Features.Payments.Desk;

/// <summary>The doors of the finance desk. Every file that is taken away is written down first.</summary>
public static class DeskWeb
{
    /// <summary>Registers what the pages need.</summary>
    public static IServiceCollection AddDeskWeb(this IServiceCollection services) => services.AddNavigation(
        new NavEntry("/finance/payouts", "Payouts", "wallet", Groups.Finance, Policies.Finance) { IsTab = true },
        new NavEntry("/finance/books", "Books", "list", Groups.Finance, Policies.Finance) { IsTab = true },
        new NavEntry("/finance/reconciliation", "Rails and their books", "split", Groups.Finance, Policies.Finance),
        new NavEntry("/finance/invoices", "Papers issued", "file", Groups.Finance, Policies.Finance));

    /// <summary>Maps the exports.</summary>
    public static IEndpointRouteBuilder MapDesk(this IEndpointRouteBuilder routes)
    {
        var books = routes.MapGroup("/finance/books").RequireAuthorization(Policies.Finance);
        books.MapGet("/trial.csv", Trial);
        books.MapGet("/ageing.csv", Ageing);
        books.MapGet("/fees.csv", Fees);
        books.MapGet("/entries.csv", Entries);
        routes.MapGet("/finance/invoices.csv", Papers).RequireAuthorization(Policies.Finance);
        return routes;
    }

    private static Task<IResult> Trial(Actor actor, BookReports reports, LookAtDesk look, HttpContext http, CancellationToken ct) =>
        Export(http, look, actor, "trial-balance", "", ["account", "rule", "accounts", "asset", "debit", "credit"], async () =>
            (await reports.Trial(actor, ct)).Select(r => (IReadOnlyList<MoneyCsv.Cell>)[r.Group, r.Rule.ToString(), Number(r.Accounts), r.Debit.Asset.Code, r.Debit, r.Credit]), ct);

    private static Task<IResult> Ageing(Actor actor, BookReports reports, LookAtDesk look, HttpContext http, CancellationToken ct) =>
        Export(http, look, actor, "ageing", "", ["account", "asset", "to_1_day", "to_7_days", "to_30_days", "to_90_days", "older", "sum", "oldest"], async () =>
            (await reports.Ageing(actor, ct)).Select(r => (IReadOnlyList<MoneyCsv.Cell>)[r.Group, r.Asset.Code, .. r.ByAge.Select(m => (MoneyCsv.Cell)m), r.Total, r.Oldest]), ct);

    private static Task<IResult> Fees(Actor actor, BookReports reports, LookAtDesk look, TimeProvider clock, HttpContext http, CancellationToken ct) =>
        Export(http, look, actor, "fees", "", ["month", "account", "asset", "amount", "lines"], async () =>
        {
            var today = HouseDays.Of(clock.GetUtcNow().UtcDateTime);
            return (await reports.Fees(actor, today.AddMonths(-23), today, ct)).Select(r =>
                (IReadOnlyList<MoneyCsv.Cell>)[MoneyCsv.Cell.Plain(r.Month.ToString("yyyy-MM", CultureInfo.InvariantCulture)), r.Account, r.Amount.Asset.Code, r.Amount, Number(r.Entries)]);
        }, ct);

    private static async Task<IResult> Entries(
        DateOnly? from, DateOnly? to, Actor actor, BookReports reports, LookAtDesk look, TimeProvider clock, HttpContext http, CancellationToken ct)
    {
        // Without days it is the running month.
        var last = to ?? HouseDays.Of(clock.GetUtcNow().UtcDateTime);
        var first = from ?? new DateOnly(last.Year, last.Month, 1);
        if (HouseDays.Span(first, last, BookReports.MostDays).Fails(out _, out var wrong)) return wrong.ToHttp();
        if ((await look.Run(new("entries.csv", $"{first:yyyy-MM-dd}..{last:yyyy-MM-dd}"), actor, ct)).Fails(out _, out var error)) return error.ToHttp();
        WalletWeb.KeepPrivate(http);
        // The books of a year may be large: they are sent while they are read.
        return Results.Stream(stream => MoneyCsv.Write(stream, ["booked_at", "transaction", "kind", "cause", "subject", "line", "account", "asset", "amount"],
            reports.Entries(actor, first, last, ct), ct), "text/csv; charset=utf-8", "entries.csv");
    }

    private static async Task<IResult> Papers(string? q, string? kind, string? from, string? to, Actor actor, InvoiceQueries invoices, LookAtDesk look, HttpContext http, CancellationToken ct)
    {
        var filter = DeskInvoicesPage.Filter(q, kind, from, to);
        if ((await invoices.File(actor, filter, InvoiceQueries.MostPerFile, ct)).Fails(out var found, out var error)) return error.ToHttp();
        return await Export(http, look, actor, "invoices", $"{filter.Words} {filter.Kind} {filter.From:yyyy-MM-dd}..{filter.To:yyyy-MM-dd}".Trim(), InvoiceCsv.DeskColumns,
            () => Task.FromResult(found.SelectMany(InvoiceCsv.Rows)), ct);
    }

    private static async Task<IResult> Export(HttpContext http, LookAtDesk look, Actor actor, string name, string about,
        IReadOnlyList<string> header, Func<Task<IEnumerable<IReadOnlyList<MoneyCsv.Cell>>>> rows, CancellationToken ct) =>
        (await look.Run(new(name + ".csv", about), actor, ct)).Fails(out _, out var error)
            ? error.ToHttp()
            : WalletWeb.PrivateFile(http, MoneyCsv.Write(header, await rows()), "text/csv; charset=utf-8", name + ".csv");

    private static MoneyCsv.Cell Number(int value) => MoneyCsv.Cell.Plain(value.ToString(CultureInfo.InvariantCulture));
}
