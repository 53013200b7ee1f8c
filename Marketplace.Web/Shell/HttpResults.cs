using System.Globalization;
using Marketplace.Core.Kernel;
using Microsoft.Extensions.Localization;

namespace Marketplace.Web.Shell;

/// <summary>The one place where refusals become HTTP.</summary>
public static class HttpResults
{
    /// <summary>200 with the value, 204 for a step without an answer, or the refusal as problem JSON.</summary>
    public static IResult ToHttp<T>(this Result<T> result) =>
        result.Fails(out var value, out var error) ? new Refusal(error)
        : value is Done ? Results.NoContent()
        : Results.Ok(value);

    /// <summary>What <paramref name="success"/> makes of the value, or the refusal as problem JSON.</summary>
    public static IResult ToHttp<T>(this Result<T> result, Func<T, IResult> success) =>
        result.Fails(out var value, out var error) ? new Refusal(error) : success(value);

    /// <summary>The refusal as problem JSON.</summary>
    public static IResult ToHttp(this Error error) => new Refusal(error);

    /// <summary>The status of a kind of refusal.</summary>
    public static int Status(ErrorKind kind) => kind switch
    {
        ErrorKind.Invalid => StatusCodes.Status400BadRequest,
        ErrorKind.NotFound => StatusCodes.Status404NotFound,
        ErrorKind.Forbidden => StatusCodes.Status403Forbidden,
        ErrorKind.Conflict => StatusCodes.Status409Conflict,
        ErrorKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>The refusal as a sentence in the reader's language.</summary>
    public static string Say(this IStringLocalizer texts, Error error) => error.Arguments.Length == 0
        ? texts[error.Message].Value
        : string.Format(CultureInfo.CurrentCulture, texts[error.Message].Value, error.Arguments);

    private sealed class Refusal(Error error) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var texts = httpContext.RequestServices.GetRequiredService<IStringLocalizer>();
            if (error.Kind == ErrorKind.Unavailable) httpContext.Response.Headers.RetryAfter = "30";
            var extensions = new Dictionary<string, object?> { ["code"] = error.Code };
            if (error.Field is { } field) extensions["field"] = field;
            return Results.Problem(title: texts.Say(error), statusCode: Status(error.Kind), extensions: extensions)
                .ExecuteAsync(httpContext);
        }
    }
}
