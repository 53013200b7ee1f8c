using System.Text.RegularExpressions;
using Marketplace.Core.Kernel;

namespace Marketplace.Core.Payments.Withdrawals;

/// <summary>A payout method as its owner describes it, brought into one form.</summary>
/// <param name="Kind">What kind of place.</param>
/// <param name="Asset">What it receives.</param>
/// <param name="Network">Network, bank or platform.</param>
/// <param name="Number">Phone number, account number or address.</param>
/// <param name="HolderName">Name of its holder.</param>
/// <param name="Tier">Class of the wallet, for mobile money.</param>
public sealed partial record MethodDetails(
    MethodKind Kind, Asset Asset, string Network, string Number, string HolderName, WalletTier Tier = WalletTier.Minimum)
{
    internal const int LongestNetwork = 60, LongestNumber = 200, LongestName = 120;
    private const int GhanaNumber = 9; // Digits behind 0 or +233.

    /// <summary>The mobile money networks of Ghana.</summary>
    public static readonly IReadOnlyList<string> Networks = ["MTN", "Telecel", "AirtelTigo"];

    /// <summary>The last digits alone, the rest as dots.</summary>
    public static string Mask(string number) => number.Length <= 4 ? number : "••••" + number[^(number.Length >= 8 ? 4 : 3)..];

    /// <summary>The same in one form, or what is wrong with it: method.network, method.number, method.holder, method.asset.</summary>
    public Result<MethodDetails> Normalized()
    {
        var holder = Spaces().Replace(HolderName, " ").Trim();
        var network = Spaces().Replace(Network, " ").Trim();
        if (holder.Length is < 2 or > LongestName || holder.Any(char.IsControl)) return WithdrawalErrors.Holder;
        if (network.Length is < 2 or > LongestNetwork || network.Any(char.IsControl)) return WithdrawalErrors.Network;
        if (Kind == MethodKind.MobileMoney)
        {
            if (Asset != Asset.Ghs) return WithdrawalErrors.MethodAsset;
            if (!Networks.Contains(network)) return WithdrawalErrors.Network;
        }
        return Form() is { } number ? this with { Network = network, Number = number, HolderName = holder } : WithdrawalErrors.Number;
    }

    private string? Form()
    {
        var bare = Number.Trim();
        switch (Kind)
        {
            case MethodKind.MobileMoney:
                var digits = Marks().Replace(bare, "");
                digits = digits.StartsWith("233", StringComparison.Ordinal) ? digits[3..] : digits.StartsWith('0') ? digits[1..] : "";
                return digits.Length == GhanaNumber && digits.All(char.IsAsciiDigit) ? "+233" + digits : null;
            case MethodKind.Bank:
                var account = Marks().Replace(bare, "").ToUpperInvariant();
                return account.Length is >= 6 and <= 34 && account.All(char.IsAsciiLetterOrDigit) ? account : null;
            case MethodKind.WalletAddress:
                return bare.Length is >= 8 and <= LongestNumber && bare.All(c => c is > ' ' and < (char)127) ? bare : null;
            default:
                return bare.Length is >= 3 and <= 100 && !bare.Any(char.IsControl) ? bare : null;
        }
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"[\s()+\-./]")]
    private static partial Regex Marks();
}
