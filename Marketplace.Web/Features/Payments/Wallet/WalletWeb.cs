using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Wallets;
using Marketplace.Core.Payments.Withdrawals;
using Marketplace.Web.Demo;
using Marketplace.Web.Hosting;
using Marketplace.Web.Shell;

namespace Marketplace.Web.Features.Payments.Wallet;

/// <summary>The doors of a person's own wallet.</summary>
public static class WalletWeb
{
    /// <summary>Registers what the pages need.</summary>
    public static IServiceCollection AddWalletWeb(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<PayoutSettings>();
        services.AddScoped<MoneyPrinting>();
        if (configuration.IsDemo()) services.AddTransient<INameEnquiry, DemoNetwork>();
        return services.AddNavigation(
            new NavEntry("/wallet", "Wallet", "wallet", Groups.Account, Policies.NotStaff) { IsTab = true },
            new NavEntry("/wallet/withdraw", "Withdraw", "wallet", Groups.Account, Policies.NotStaff) { IsHidden = true },
            new NavEntry("/wallet/methods", "Where you are paid", "wallet", Groups.Account, Policies.NotStaff) { IsHidden = true });
    }

    /// <summary>Maps the downloads.</summary>
    public static IEndpointRouteBuilder MapWallet(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/wallet/statement.csv", Csv).RequireAuthorization(Policies.NotStaff);
        routes.MapGet("/wallet/statement.pdf", Pdf).RequireAuthorization(Policies.NotStaff);
        return routes;
    }

    /// <summary>A file that nobody's cache keeps and no browser takes for something else.</summary>
    public static IResult PrivateFile(HttpContext http, byte[] content, string type, string name)
    {
        KeepPrivate(http);
        return Results.File(content, type, name);
    }

    /// <summary>Tells caches not to keep the answer and browsers to take it for what it says.</summary>
    public static void KeepPrivate(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        http.Response.Headers.CacheControl = "private, no-store";
        http.Response.Headers.XContentTypeOptions = "nosniff";
    }

    private static async Task<IResult> Csv(string asset, DateOnly from, DateOnly to, Actor actor, WalletLines lines, HttpContext http, CancellationToken ct) =>
        (await Statement(asset, from, to, actor, lines, ct)).ToHttp(s => PrivateFile(http, WalletCsv.Write(s), "text/csv; charset=utf-8", s.Number + ".csv"));

    private static async Task<IResult> Pdf(
        string asset, DateOnly from, DateOnly to, Actor actor, WalletLines lines, MoneyPrinting printing, HttpContext http, CancellationToken ct)
    {
        if ((await Statement(asset, from, to, actor, lines, ct)).Fails(out var statement, out var error)) return error.ToHttp();
        var printed = await printing.Pdf<WalletStatementReport>(nameof(WalletStatementReport.Statement), statement, statement.Number, HouseDays.Start(to.AddDays(1)), ct);
        return printed.ToHttp(pdf => PrivateFile(http, pdf, "application/pdf", statement.Number + ".pdf"));
    }

    private static async Task<Result<WalletStatement>> Statement(string asset, DateOnly from, DateOnly to, Actor actor, WalletLines lines, CancellationToken ct) =>
        Asset.TryParse(asset, out var known) ? await lines.Statement(actor, known, from, to, ct) : WithdrawalErrors.NoAsset;
}
