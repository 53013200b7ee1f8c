using System.Security.Claims;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Marketplace.Web.Hosting.Security;

/// <summary>
/// How often one visitor may knock. A page or endpoint names its door with
/// <c>[EnableRateLimiting(RateLimits.SignIn)]</c>; only requests that send something are counted at these doors.
/// </summary>
public static class RateLimits
{
    /// <summary>Sign-in, registration and password doors: per address and account, and per address.</summary>
    public const string SignIn = "sign-in";

    /// <summary>Doors that take a one-time code: per address.</summary>
    public const string Code = "code";

    /// <summary>Doors that take files: per person.</summary>
    public const string Upload = "upload";

    private static readonly TimeSpan FiveMinutes = TimeSpan.FromMinutes(5);

    /// <summary>Adds the doors' limits and the general one.</summary>
    public static IServiceCollection AddRateLimits(this IServiceCollection services)
    {
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<SecuritySettings>>((options, settings) =>
        {
            var limits = settings.Value;
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.OnRejected = TooManyRequests.Answer;
            options.AddPolicy(SignIn, http => Sends(http)
                ? Window($"{Address(http)} {SignInAccount.Of(http)}", limits.SignInsPerAccount, FiveMinutes) : Free());
            options.AddPolicy(Code, http => Sends(http) ? Window(Address(http), limits.CodesPerAddress, FiveMinutes) : Free());
            options.AddPolicy(Upload, http => Sends(http) ? Window(Person(http), limits.UploadsPerMinute, TimeSpan.FromMinutes(1)) : Free());
            options.GlobalLimiter = PartitionedRateLimiter.CreateChained(
                PartitionedRateLimiter.Create<HttpContext, string>(http =>
                    Window(Address(http), limits.RequestsPerMinute, TimeSpan.FromMinutes(1))),
                PartitionedRateLimiter.Create<HttpContext, string>(http => Sends(http) && IsDoor(http, SignIn)
                    ? Window(Address(http), limits.SignInsPerAddress, FiveMinutes) : Free()));
        });
        return services.AddRateLimiter(_ => { });
    }

    /// <summary>Whether the request goes to this door.</summary>
    internal static bool IsDoor(HttpContext http, string door) =>
        http.GetEndpoint()?.Metadata.GetMetadata<EnableRateLimitingAttribute>()?.PolicyName == door;

    internal static bool Sends(HttpContext http) => !HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method);

    private static RateLimitPartition<string> Window(string who, int permits, TimeSpan window) =>
        RateLimitPartition.GetSlidingWindowLimiter(who, _ => new SlidingWindowRateLimiterOptions
        {
            PermitLimit = permits, Window = window, SegmentsPerWindow = 5, QueueLimit = 0,
        });

    private static RateLimitPartition<string> Free() => RateLimitPartition.GetNoLimiter("");

    private static string Person(HttpContext http) => http.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? Address(http);

    // One household has a whole /64 of IPv6 addresses; each of them would otherwise have limits of its own.
    private static string Address(HttpContext http)
    {
        var address = http.Connection.RemoteIpAddress;
        if (address is null) return "";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        var bytes = address.GetAddressBytes();
        return bytes.Length == 16
            ? Convert.ToHexStringLower(bytes.AsSpan(0, 8))
            : address.ToString();
    }
}
