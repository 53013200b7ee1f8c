using System.Buffers.Text;
using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Rails.OpenPayments;

namespace Marketplace.Web.Features.Payments.Rails;

/// <summary>The house's wallet in the Interledger network.</summary>
[Settings("OpenPayments")]
public sealed class OpenPaymentsSettings
{
    /// <summary>Wallet address of the house; empty: the rail is closed.</summary>
    public string WalletAddress { get; init; } = "";

    /// <summary>Id of our key, as it stands in the wallet's <c>jwks.json</c>.</summary>
    public string KeyId { get; init; } = "";

    /// <summary>File with the 32 bytes of the Ed25519 private key in base64url, readable by the server alone.</summary>
    public string KeyFile { get; init; } = "";

    /// <summary>Code of what the wallet counts in, for example <c>USD</c>.</summary>
    public string Asset { get; init; } = "USD";

    internal OpenPaymentsOptions ToOptions() => new()
    {
        WalletAddress = WalletAddress, KeyId = KeyId, Asset = Core.Kernel.Asset.Parse(Asset),
        Seed = KeyFile.Length > 0 ? Base64Url.DecodeFromChars(File.ReadAllText(KeyFile).Trim()) : default,
    };
}
