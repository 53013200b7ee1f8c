namespace Marketplace.Core.Kernel;

/// <summary>What an amount is counted in: a currency or a token on one chain.</summary>
/// <param name="Code">Stable code, for example <c>GHS</c> or <c>USDC.solana</c>.</param>
/// <param name="Decimals">Digits after the point of one whole unit.</param>
public readonly record struct Asset(string Code, int Decimals)
{
    /// <summary>Ghana cedi; the minor unit is the pesewa.</summary>
    public static readonly Asset Ghs = new("GHS", 2);
    /// <summary>Chinese yuan; the minor unit is the fen.</summary>
    public static readonly Asset Cny = new("CNY", 2);
    /// <summary>United States dollar.</summary>
    public static readonly Asset Usd = new("USD", 2);
    /// <summary>Euro.</summary>
    public static readonly Asset Eur = new("EUR", 2);

    private static readonly System.Buffers.SearchValues<char> ChainLetters = System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");
    private static readonly Dictionary<string, int> Tokens = new()
    {
        ["USDC"] = 6, ["ETH"] = 9, // On chains, ETH is kept in gwei: what does not fit is refused at the connector.
    };

    /// <summary>Finds an asset by its code.</summary>
    /// <exception cref="ArgumentException">No such asset.</exception>
    public static Asset Parse(string code) => TryParse(code, out var asset) ? asset : throw new ArgumentException($"There is no asset '{code}'.", nameof(code));

    /// <summary>Finds an asset by a code that anybody may have written.</summary>
    /// <returns>Whether there is such an asset.</returns>
    public static bool TryParse(string? code, out Asset asset)
    {
        asset = code switch
        {
            "GHS" => Ghs,
            "CNY" => Cny,
            "USD" => Usd,
            "EUR" => Eur,
            "SOL" => new("SOL", 9),
            "BTC" => new("BTC", 8),
            _ => default,
        };
        if (asset != default || code is null) return asset != default;
        var dot = code.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0 || !Tokens.TryGetValue(code[..dot], out var decimals) || !IsChain(code.AsSpan(dot + 1))) return false;
        asset = new(code, decimals);
        return true;
    }

    private static bool IsChain(ReadOnlySpan<char> name) => name.Length is > 0 and <= 20 && !name.ContainsAnyExcept(ChainLetters);

    /// <inheritdoc/>
    public override string ToString() => Code;
}
