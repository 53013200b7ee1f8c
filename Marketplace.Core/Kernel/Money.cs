using System.Globalization;

namespace Marketplace.Core.Kernel;

/// <summary>An amount in whole minor units of one asset. Amounts of different assets never meet.</summary>
/// <param name="Minor">Minor units, for example pesewas; may be negative.</param>
/// <param name="Asset">What is counted.</param>
public readonly record struct Money(long Minor, Asset Asset) : IComparable<Money>
{
    /// <summary>Nothing, in the given asset.</summary>
    public static Money Zero(Asset asset) => new(0, asset);

    /// <summary>Whether the amount is above zero.</summary>
    public bool IsPositive => Minor > 0;

    /// <summary>Whether the amount is zero.</summary>
    public bool IsZero => Minor == 0;

    /// <summary>The amount in whole units, exact.</summary>
    public decimal Units => Minor / Scale(Asset);

    /// <summary>Rounds an exact amount in whole units once, half away from zero.</summary>
    /// <exception cref="OverflowException">The amount does not fit 64 bits.</exception>
    public static Money RoundHalfAway(decimal units, Asset asset) =>
        new(checked((long)Math.Round(units * Scale(asset), 0, MidpointRounding.AwayFromZero)), asset);

    /// <summary>A share in basis points (10 000 = whole), rounded once, half away from zero.</summary>
    public Money BasisPoints(int basisPoints) => RoundHalfAway(Units * basisPoints / 10_000m, Asset);

    /// <summary>Adds two amounts of one asset.</summary>
    public static Money operator +(Money a, Money b) => new(checked(a.Minor + Same(a, b).Minor), a.Asset);

    /// <summary>Subtracts two amounts of one asset.</summary>
    public static Money operator -(Money a, Money b) => new(checked(a.Minor - Same(a, b).Minor), a.Asset);

    /// <summary>The same amount with the other sign.</summary>
    public static Money operator -(Money a) => new(checked(-a.Minor), a.Asset);

    /// <summary>Whether the left amount is smaller.</summary>
    public static bool operator <(Money a, Money b) => a.Minor < Same(a, b).Minor;

    /// <summary>Whether the left amount is larger.</summary>
    public static bool operator >(Money a, Money b) => a.Minor > Same(a, b).Minor;

    /// <summary>Whether the left amount is smaller or equal.</summary>
    public static bool operator <=(Money a, Money b) => a.Minor <= Same(a, b).Minor;

    /// <summary>Whether the left amount is larger or equal.</summary>
    public static bool operator >=(Money a, Money b) => a.Minor >= Same(a, b).Minor;

    /// <inheritdoc/>
    public int CompareTo(Money other) => Minor.CompareTo(Same(this, other).Minor);

    /// <summary>Divides the amount by weights: largest remainder, so that the parts always sum to the whole.</summary>
    /// <param name="weights">Shares in any integer unit, none negative, not all zero.</param>
    /// <returns>One amount per weight, in the same order.</returns>
    /// <exception cref="ArgumentException">No weight is above zero, or one is negative.</exception>
    public Money[] Allocate(IReadOnlyList<long> weights)
    {
        var asset = Asset;
        return Array.ConvertAll(Allocation.LargestRemainder(Minor, weights), minor => new Money(minor, asset));
    }

    /// <summary>Digits and point only, for files: no thousands sign, no currency.</summary>
    public string ToPlainText() => Units.ToString("F" + Asset.Decimals, CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override string ToString() => $"{Asset.Code} {ToPlainText()}";

    private static decimal Scale(Asset asset)
    {
        var scale = 1m;
        for (var i = 0; i < asset.Decimals; i++) scale *= 10;
        return scale;
    }

    private static Money Same(Money a, Money b) => a.Asset == b.Asset
        ? b
        : throw new InvalidOperationException($"{a.Asset} and {b.Asset} cannot be counted together.");
}
