using System.Collections.Concurrent;
using System.Net;
using Marketplace.Tests.Kit;
using Marketplace.Web.Shell;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace Marketplace.Tests.Rights;

/// <summary>
/// Every route of the running application, with every method it answers, for every kind of visitor: who passes its policy comes in,
/// everybody else is sent away without a word of the page. A new route is in the matrix by itself.
/// </summary>
public sealed class DoorMatrixTests(ITestOutputHelper output)
{
    // Which policies a folder of addresses may have. A new page under one of them cannot be opened wider by mistake.
    private static readonly (string Prefix, string[] Policies)[] Folders =
    [
        ("/admin", [Policies.Superadmin, Policies.Staff, Policies.Support, Policies.Moderator]),
        ("/finance", [Policies.Finance]),
        ("/artist", [Policies.Artist]),
        ("/station", [Policies.Station]),
        ("/account", [Policies.SignedIn]),
        ("/statements", [Policies.SignedIn]),
        ("/plays", [Policies.SignedIn]),
        ("/uploads", [Policies.SignedIn]),
        ("/splits", [Policies.SignedIn]),
    ];

    [Fact]
    public async Task Every_door_opens_for_whom_its_policy_names_and_for_nobody_else()
    {
        await using var host = WebHost.New(null, ("Logging:LogLevel:Default", "None"), ("Logging:LogLevel:Microsoft", "None"));
        var visitors = await Cast.Assemble(host);
        var doors = Doors(host).ToList();
        Assert.True(doors.Count > 60, $"Only {doors.Count} doors were found.");
        ConcurrentBag<string> wrong = [];
        await Parallel.ForEachAsync(visitors, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (visitor, ct) =>
        {
            foreach (var door in doors)
                if (await Knock(visitor, door, ct) is { } problem) wrong.Add($"{door.Method} {door.Path} as {visitor.Name}: {problem}");
        });
        output.WriteLine($"{doors.Count} doors × {visitors.Count} visitors");
        Assert.True(wrong.IsEmpty, string.Join('\n', wrong.Order()));
    }

    [Fact]
    public async Task No_folder_holds_a_page_with_a_wider_policy_than_the_folder_may_have()
    {
        await using var host = WebHost.New();
        Assert.Empty(
            from door in Doors(host)
            from folder in Folders
            where door.Path == folder.Prefix || door.Path.StartsWith(folder.Prefix + "/", StringComparison.Ordinal)
            where door.Policy is null || !folder.Policies.Contains(door.Policy)
            select $"{door.Path} has the policy {door.Policy ?? "everybody"}");
    }

    private static async Task<string?> Knock(Visitor visitor, Door door, CancellationToken ct)
    {
        // Signing out and ending sessions would end the visit; without their form's token they refuse everybody, which is looked at too.
        using var request = new HttpRequestMessage(new HttpMethod(door.Method), door.Path);
        if (HttpMethods.IsPost(door.Method)) request.Content = new FormUrlEncodedContent([]);
        using var answer = await visitor.Browser.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        var (status, target) = (answer.StatusCode, answer.Headers.Location?.ToString() ?? "");
        if ((int)status >= 500) return $"answers {(int)status}";
        var isPage = HttpMethods.IsGet(door.Method) || HttpMethods.IsPost(door.Method);
        if (door.Policy is null || visitor.Passes.Contains(door.Policy))
            // The page that says no is a 403 by its nature.
            return (status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden && door.Path != "/access-denied") || IsRefusal(target, door.Path)
                ? $"should come in, was answered {(int)status} {target}" : null;
        var asked = visitor.IsPerson ? visitor.RefusedTo : "/sign-in?returnUrl=";
        var refused = isPage
            ? status == HttpStatusCode.Redirect && new Uri(new Uri("http://localhost"), target).PathAndQuery.StartsWith(asked, StringComparison.Ordinal)
            : status == (visitor.IsPerson ? HttpStatusCode.Forbidden : HttpStatusCode.Unauthorized);
        if (!refused) return $"should be sent away, was answered {(int)status} {target}";
        return (await answer.Content.ReadAsByteArrayAsync(ct)).Length == 0 ? null : "was sent away with something in the hand";
    }

    private static bool IsRefusal(string target, string path) =>
        (target.Contains("/sign-in", StringComparison.Ordinal) && !path.StartsWith("/sign-in", StringComparison.Ordinal))
        || target.Contains("/access-denied?", StringComparison.Ordinal) || target.Contains("reason=staff", StringComparison.Ordinal);

    private static IEnumerable<Door> Doors(WebHost host)
    {
        _ = host.Guest();
        var routes = host.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>();
        // The development server's way to files that are not built in is not part of the product.
        return routes.Where(r => r.RoutePattern.RawText != "{**path:file}").SelectMany(Doors).Where(d => !Path.HasExtension(d.Path) || d.Path.StartsWith("/statements", StringComparison.Ordinal)
            || d.Path.StartsWith("/finance", StringComparison.Ordinal)).Distinct();
    }

    private static IEnumerable<Door> Doors(RouteEndpoint endpoint)
    {
        var metadata = endpoint.Metadata;
        var policy = metadata.GetMetadata<IAllowAnonymous>() is not null ? null : metadata.GetMetadata<IAuthorizeData>()?.Policy ?? Policies.SignedIn;
        var path = "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(s => string.Concat(s.Parts.Select(Fill))));
        foreach (var method in metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [HttpMethods.Get]) yield return new(method, path, policy);
    }

    private static string Fill(RoutePatternPart part) => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        RoutePatternParameterPart { IsCatchAll: true } => "nothing/here",
        RoutePatternParameterPart parameter => parameter.ParameterPolicies.Select(p => p.Content).FirstOrDefault() switch
        {
            "guid" => "00000000-0000-4000-8000-000000000001",
            "int" => "1",
            _ => parameter.Name == "topic" ? "public:status" : "2026-01",
        },
        _ => "",
    };

    private sealed record Door(string Method, string Path, string? Policy);
}
