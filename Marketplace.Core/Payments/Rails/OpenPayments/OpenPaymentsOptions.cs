using Marketplace.Core.Kernel;

namespace Marketplace.Core.Payments.Rails.OpenPayments;

/// <summary>The house's own wallet in the Interledger network.</summary>
public sealed record OpenPaymentsOptions
{
    /// <summary>Wallet address of the house; empty: the rail is closed.</summary>
    public string WalletAddress { get; init; } = "";
    /// <summary>Id of our key in the wallet's <c>jwks.json</c>.</summary>
    public string KeyId { get; init; } = "";
    /// <summary>The 32 bytes of the private key.</summary>
    public ReadOnlyMemory<byte> Seed { get; init; }
    /// <summary>What the wallet counts in.</summary>
    public Asset Asset { get; init; } = Asset.Usd;

    /// <summary>Whether the rail is open.</summary>
    public bool IsOpen => WalletAddress.Length > 0 && Seed.Length == Ed25519.KeyBytes;
}
