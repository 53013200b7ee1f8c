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

    private static readonly Dictionary<string, int> Tokens = new()
    {
        ["USDC"] = 6, ["ETH"] = 9, // On chains, ETH is kept in gwei: what does not fit is refused at the connector.
    };

    /// <summary>Finds an asset by its code.</summary>
    /// <exception cref="ArgumentException">No such asset.</exception>
    public static Asset Parse(string code)
    {
        switch (code)
        {
            case "GHS": return Ghs;
            case "CNY": return Cny;
            case "USD": return Usd;
            case "EUR": return Eur;
            case "SOL": return new("SOL", 9);
            case "BTC": return new("BTC", 8);
        }
        var dot = code.IndexOf('.', StringComparison.Ordinal);
        if (dot > 0 && dot < code.Length - 1 && Tokens.TryGetValue(code[..dot], out var decimals)) return new(code, decimals);
        throw new ArgumentException($"There is no asset '{code}'.", nameof(code));
    }

    /// <inheritdoc/>
    public override string ToString() => Code;
}
