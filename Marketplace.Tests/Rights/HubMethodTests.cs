using System.Reflection;
using Marketplace.Tests.Kit;
using Marketplace.Web.Features.Media;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;

namespace Marketplace.Tests.Rights;

/// <summary>
/// Every method that a browser can call over a standing line: those of hubs, and those that scripts call on components. Each has a
/// policy, or stands here with the reason why it needs none; a new one, also one of a newer framework, fails until somebody looked.
/// </summary>
public sealed class HubMethodTests
{
    private const string Circuit = "Microsoft.AspNetCore.Components.Server.ComponentHub";
    private const string OwnCircuit = "acts on the caller's own circuit only; pages in it ask their policy, use cases the actor";

    private static readonly Dictionary<string, string> Named = new()
    {
        [$"{Circuit}.StartCircuit"] = "opens a circuit as the person of the cookie; the components are sealed by the page that the policy let through",
        [$"{Circuit}.UpdateRootComponents"] = "takes only components that the server has sealed into a page",
        [$"{Circuit}.ConnectCircuit"] = "asks for the sealed id of a circuit, and the person must be the one who opened it",
        [$"{Circuit}.ResumeCircuit"] = "asks for the sealed id and sealed state of a circuit",
        [$"{Circuit}.PauseCircuit"] = OwnCircuit,
        [$"{Circuit}.BeginInvokeDotNetFromJS"] = "reaches methods for scripts alone, which are listed below",
        [$"{Circuit}.EndInvokeJSFromDotNet"] = OwnCircuit,
        [$"{Circuit}.ReceiveByteArray"] = OwnCircuit,
        [$"{Circuit}.ReceiveJSDataChunk"] = OwnCircuit,
        [$"{Circuit}.SendDotNetStreamToJS"] = OwnCircuit,
        [$"{Circuit}.OnRenderCompleted"] = OwnCircuit,
        [$"{Circuit}.OnLocationChanged"] = "the router asks the policy of the page that is gone to",
        [$"{Circuit}.OnLocationChanging"] = OwnCircuit,
        [$"{typeof(FileUpload).FullName}.{nameof(FileUpload.Told)}"] =
            "belongs to a component of a page with a policy; what it names is decided by the use case that takes the upload",
    };

    [Fact]
    public async Task Every_method_that_a_browser_can_call_has_a_policy_or_a_reason()
    {
        await using var host = WebHost.New();
        _ = host.Guest();
        var mapped = host.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints)
            .Select(e => e.Metadata.GetMetadata<HubMetadata>()?.HubType).OfType<Type>().ToHashSet();
        Assert.Contains(mapped, hub => hub.FullName == Circuit);
        var own = Product().Where(t => t.IsSubclassOf(typeof(Hub)));
        List<MethodInfo> methods = [.. mapped.Union(own).SelectMany(Callable), .. Scripted()];

        Assert.Equal([], methods.Where(m => !HasPolicy(m) && !Named.ContainsKey(Name(m))).Select(Name));
        Assert.Equal([], methods.Where(m => HasPolicy(m) && Named.ContainsKey(Name(m))).Select(Name));
    }

    [Fact]
    public void No_reason_stands_for_a_method_of_ours_that_is_gone() =>
        Assert.Empty(Named.Keys.Where(n => !n.StartsWith(Circuit, StringComparison.Ordinal)).Except(Scripted().Select(Name)));

    [Fact]
    public void No_method_for_scripts_can_be_called_without_holding_its_component() =>
        Assert.Empty(Scripted().Where(m => m.IsStatic).Select(Name));

    private static string Name(MethodInfo method) => $"{method.DeclaringType!.FullName}.{method.Name}";

    private static bool HasPolicy(MethodInfo method) =>
        method.GetCustomAttributes<AuthorizeAttribute>().Concat(method.DeclaringType!.GetCustomAttributes<AuthorizeAttribute>()).Any(a => a.Policy is not null);

    // What SignalR itself offers to callers: public methods that are not those of the hub's base.
    private static IEnumerable<MethodInfo> Callable(Type hub) => hub.GetMethods(BindingFlags.Public | BindingFlags.Instance)
        .Where(m => !m.IsSpecialName && m.GetBaseDefinition().DeclaringType is { } first && first != typeof(object)
            && first != typeof(Hub) && first != typeof(IDisposable));

    private static IEnumerable<MethodInfo> Scripted() => Product()
        .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
        .Where(m => m.GetCustomAttribute<JSInvokableAttribute>() is not null);

    private static IEnumerable<Type> Product() =>
        new[] { typeof(Web.Hosting.Settings).Assembly, typeof(Core.Kernel.Actor).Assembly }.SelectMany(a => a.GetTypes());
}
