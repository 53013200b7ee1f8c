using System.Net;
using System.Net.Sockets;

namespace Marketplace.Core.Kernel;

/// <summary>Tells addresses of the public internet from all others.</summary>
/// <remarks>Sources: the special-purpose address registries of IANA (RFC 6890 and updates).</remarks>
public static class PublicAddresses
{
    private static readonly IPNetwork[] RefusedV4 = Array.ConvertAll(
        [
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15",
            "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        ], (string text) => IPNetwork.Parse(text));

    // Only global unicast is public; these parts of it carry or hide other addresses, or are for documents and tests.
    private static readonly IPNetwork GlobalV6 = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork[] RefusedV6 = Array.ConvertAll(
        ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"], (string text) => IPNetwork.Parse(text));

    /// <summary>Whether strangers may make us connect there.</summary>
    public static bool Contains(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily switch
        {
            AddressFamily.InterNetwork => !RefusedV4.Any(network => network.Contains(address)),
            AddressFamily.InterNetworkV6 => address.ScopeId == 0 && GlobalV6.Contains(address)
                && !RefusedV6.Any(network => network.Contains(address)),
            _ => false,
        };
    }
}
