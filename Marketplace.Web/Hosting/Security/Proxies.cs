using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using IPNetwork = System.Net.IPNetwork;

namespace Marketplace.Web.Hosting.Security;

/// <summary>Believes the visitor's address and scheme only from the proxies that are named.</summary>
public static class Proxies
{
    /// <summary>Reads the proxies from <see cref="SecuritySettings.Proxies"/>.</summary>
    public static IServiceCollection AddProxies(this IServiceCollection services)
    {
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<SecuritySettings>>((options, settings) =>
        {
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (var proxy in Split(settings.Value.Proxies))
                if (IPNetwork.TryParse(proxy, out var network)) options.KnownIPNetworks.Add(network);
                else options.KnownProxies.Add(IPAddress.Parse(proxy));
        });
        return services;
    }

    /// <summary>Uses the middleware only where a proxy is named: with empty lists it would believe everybody.</summary>
    public static IApplicationBuilder UseProxies(this WebApplication app) =>
        app.Services.GetRequiredService<IOptions<SecuritySettings>>().Value.Proxies.Length > 0 ? app.UseForwardedHeaders() : app;

    /// <summary>Whether every entry is an address or a network.</summary>
    internal static bool AreValid(string proxies) =>
        Split(proxies).All(proxy => IPNetwork.TryParse(proxy, out _) || IPAddress.TryParse(proxy, out _));

    private static string[] Split(string proxies) =>
        proxies.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
