using System.ComponentModel.DataAnnotations;
using Marketplace.Core.Kernel;

namespace Marketplace.Web.Hosting.Security;

/// <summary>Whom the server believes, and how much one visitor may ask.</summary>
[Settings("Security")]
public sealed class SecuritySettings
{
    /// <summary>
    /// Addresses or networks of the reverse proxies, separated by commas: only they may tell the visitor's address and scheme.
    /// Empty: nobody may.
    /// </summary>
    public string Proxies { get; init; } = "";

    /// <summary>Largest request body in mebibytes; uploads that need more say so at their own door.</summary>
    [Range(1, 4096)]
    public int BodyMebibytes { get; init; } = 10;

    /// <summary>Requests per minute from one address, all doors together.</summary>
    [Range(10, 1_000_000)]
    public int RequestsPerMinute { get; init; } = 1200;

    /// <summary>Sign-in and password tries per five minutes from one address for one account.</summary>
    [Range(1, 100_000)]
    public int SignInsPerAccount { get; init; } = 10;

    /// <summary>Sign-in and password tries per five minutes from one address, all accounts together.</summary>
    [Range(1, 100_000)]
    public int SignInsPerAddress { get; init; } = 60;

    /// <summary>Tries of one-time codes per five minutes from one address.</summary>
    [Range(1, 100_000)]
    public int CodesPerAddress { get; init; } = 10;

    /// <summary>Uploads begun per minute by one person, or one address where nobody is signed in.</summary>
    [Range(1, 100_000)]
    public int UploadsPerMinute { get; init; } = 60;
}
