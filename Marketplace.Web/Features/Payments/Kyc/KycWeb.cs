using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Kyc;
using Marketplace.Web.Shell;

namespace Marketplace.Web.Features.Payments.Kyc;

/// <summary>The doors of verification.</summary>
public static class KycWeb
{
    private const string Sandbox = "sandbox; default-src 'none'; style-src 'unsafe-inline'";

    /// <summary>Registers what the pages need.</summary>
    public static IServiceCollection AddKycWeb(this IServiceCollection services) => services.AddNavigation(
        new NavEntry("/kyc", "Verification", "shield", Groups.Account, Policies.NotStaff),
        new NavEntry("/moderation/kyc", "Verifications", "shield", Groups.House, Policies.Moderator) { IsTab = true });

    /// <summary>Maps the papers.</summary>
    public static IEndpointRouteBuilder MapKyc(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/kyc/documents/{id:guid}", Paper).RequireAuthorization(Policies.SignedIn);
        return routes;
    }

    private static async Task<IResult> Paper(Guid id, Actor actor, ViewKycDocument view, HttpContext http, CancellationToken ct) =>
        (await view.Run(new(new(id)), actor, ct)).ToHttp(paper =>
        {
            var headers = http.Response.Headers;
            headers.CacheControl = "private, no-store";
            headers.XContentTypeOptions = "nosniff";
            headers.ContentSecurityPolicy = Sandbox;
            headers.ContentDisposition = "inline";
            return Results.Bytes(paper.Content, paper.Type);
        });
}
