using System.Net;
using System.Net.Sockets;

namespace Marketplace.Web.Features.Accounts;

/// <summary>Says which browser and where from, so that an owner recognises a session without us keeping more than that.</summary>
public static class Browser
{
    private static readonly (string Mark, string Name)[] Browsers =
        [("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari")];

    private static readonly (string Mark, string Name)[] Systems =
        [("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"), ("Linux", "Linux")];

    /// <summary>Browser and system in words, for example <c>Firefox, Android</c>.</summary>
    public static string Describe(string userAgent)
    {
        ArgumentNullException.ThrowIfNull(userAgent);
        var browser = Find(Browsers, userAgent) ?? "Browser";
        return Find(Systems, userAgent) is { } system ? $"{browser}, {system}" : browser;
    }

    /// <summary>The address with its last part hidden: <c>192.0.2.*</c>, or the first three groups of an IPv6 address.</summary>
    public static string Mask(IPAddress? address)
    {
        if (address is null) return "";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        var bytes = address.GetAddressBytes();
        return address.AddressFamily == AddressFamily.InterNetwork
            ? $"{bytes[0]}.{bytes[1]}.{bytes[2]}.*"
            : $"{bytes[0]:x2}{bytes[1]:x2}:{bytes[2]:x2}{bytes[3]:x2}:{bytes[4]:x2}{bytes[5]:x2}:*";
    }

    private static string? Find((string Mark, string Name)[] known, string userAgent) =>
        known.FirstOrDefault(k => userAgent.Contains(k.Mark, StringComparison.Ordinal)).Name;
}
