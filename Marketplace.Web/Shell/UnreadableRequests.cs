using Marketplace.Core.Kernel;

namespace Marketplace.Web.Shell;

/// <summary>Answers requests whose address, headers or body say nothing that the door understands: a day that is no day, JSON that breaks off.</summary>
public static class UnreadableRequests
{
    /// <summary>Something in the request is not what the door expects.</summary>
    public static readonly Error Unreadable = Error.Invalid("request.unreadable", "This request could not be read. Check the address and what was sent with it.");

    /// <summary>Turns them into a refusal with the status that fits, in every environment alike.</summary>
    public static IServiceCollection AddUnreadableRequests(this IServiceCollection services) =>
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);

    /// <summary>The step that catches them; it belongs inside the steps that make pages of status codes.</summary>
    /// <param name="app">The application.</param>
    /// <param name="wantsPage">Whether somebody reads the answer, not a program.</param>
    public static IApplicationBuilder UseUnreadableRequests(this IApplicationBuilder app, Func<HttpRequest, bool> wantsPage) => app.Use(async (http, next) =>
    {
        try
        {
            await next(http);
        }
        catch (BadHttpRequestException unreadable) when (!http.Response.HasStarted)
        {
            http.Response.StatusCode = unreadable.StatusCode;
            if (unreadable.StatusCode == StatusCodes.Status400BadRequest && !wantsPage(http.Request)) await Unreadable.ToHttp().ExecuteAsync(http);
        }
    });
}
