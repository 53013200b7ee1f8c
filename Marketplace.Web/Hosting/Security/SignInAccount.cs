namespace Marketplace.Web.Hosting.Security;

/// <summary>Finds the account that a sign-in form names, so that tries are counted per account.</summary>
public static class SignInAccount
{
    private const long LargestForm = 64 * 1024;
    private static readonly object Key = new();

    /// <summary>Reads the form of sign-in doors before the limits are asked, which cannot wait for it themselves.</summary>
    public static IApplicationBuilder UseSignInAccount(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        if (RateLimits.Sends(http) && RateLimits.IsDoor(http, RateLimits.SignIn)
            && http.Request is { HasFormContentType: true, ContentLength: <= LargestForm })
        {
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            var field = form.Keys.FirstOrDefault(k => k.EndsWith("Email", StringComparison.OrdinalIgnoreCase));
            if (field is not null) http.Items[Key] = form[field].ToString().Trim().ToUpperInvariant();
        }
        await next(http);
    });

    /// <summary>The account named in the form, or nothing.</summary>
    public static string Of(HttpContext http) => http.Items[Key] as string ?? "";
}
