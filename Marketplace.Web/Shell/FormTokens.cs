using Microsoft.AspNetCore.Antiforgery;
using Microsoft.Extensions.Localization;

namespace Marketplace.Web.Shell;

/// <summary>Makes an endpoint refuse what does not come from our own pages.</summary>
public static class FormTokens
{
    /// <summary>Answers 400 unless the request carries the antiforgery token, as form field or as header <c>RequestVerificationToken</c>.</summary>
    public static RouteHandlerBuilder RequireForm(this RouteHandlerBuilder endpoint) => endpoint.AddEndpointFilter(async (context, next) =>
    {
        var http = context.HttpContext;
        return await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http)
            ? await next(context)
            : Results.Problem(
                title: http.RequestServices.GetRequiredService<IStringLocalizer>()["The form is out of date. Reload the page and try again."],
                statusCode: StatusCodes.Status400BadRequest,
                extensions: new Dictionary<string, object?> { ["code"] = "form.token" });
    });
}
