using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Desk;
using Marketplace.Core.Payments.Invoices;
using Marketplace.Web.Features.Payments.Wallet;
using Marketplace.Web.Hosting;
using Marketplace.Web.Shell;

namespace Marketplace.Web.Features.Payments.Invoices;

/// <summary>The doors of invoices and receipts.</summary>
public static class InvoicesWeb
{
    /// <summary>Texts that stand in stored lines, here so that each has its translation.</summary>
    public static readonly IReadOnlyList<string> LineTexts = ["Payout to {0}", "Credit for invoice {0}", "Fee for {0}", "Payment for {0}", "Music on the radio in {0}"];

    /// <summary>Registers what the pages need.</summary>
    public static IServiceCollection AddInvoicesWeb(this IServiceCollection services)
    {
        services.AddSettings<InvoiceSettings>();
        return services.AddNavigation(new NavEntry("/invoices", "Invoices and receipts", "file", Groups.Account, Policies.NotStaff));
    }

    /// <summary>Maps the files.</summary>
    public static IEndpointRouteBuilder MapInvoices(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/invoices/{id:guid}.pdf", Pdf).RequireAuthorization(Policies.SignedIn);
        routes.MapGet("/invoices/{id:guid}.csv", Csv).RequireAuthorization(Policies.SignedIn);
        return routes;
    }

    private static async Task<IResult> Pdf(
        Guid id, Actor actor, InvoiceQueries invoices, LookAtDesk look, MoneyPrinting printing, HttpContext http, CancellationToken ct)
    {
        if ((await Taken(new(id), ".pdf", actor, invoices, look, ct)).Fails(out var paper, out var error)) return error.ToHttp();
        return (await printing.Pdf<InvoiceReport>(nameof(InvoiceReport.Paper), paper, paper.Number, paper.IssuedAt, ct))
            .ToHttp(pdf => WalletWeb.PrivateFile(http, pdf, "application/pdf", paper.Number + ".pdf"));
    }

    private static async Task<IResult> Csv(Guid id, Actor actor, InvoiceQueries invoices, LookAtDesk look, HttpContext http, CancellationToken ct) =>
        (await Taken(new(id), ".csv", actor, invoices, look, ct))
            .ToHttp(paper => WalletWeb.PrivateFile(http, InvoiceCsv.Write(paper), "text/csv; charset=utf-8", paper.Number + ".csv"));

    // Somebody else's paper is only finance's to take, and that is written down first.
    private static async Task<Result<Invoice>> Taken(InvoiceId id, string kind, Actor actor, InvoiceQueries invoices, LookAtDesk look, CancellationToken ct)
    {
        if (await invoices.One(actor, id, ct) is not { } paper) return InvoiceErrors.Unknown;
        if (paper.UserId == actor.UserId) return paper;
        return (await look.Run(new("invoice" + kind, paper.Number), actor, ct)).Then(_ => paper);
    }
}
