using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Marketplace.Core.Storage;

/// <summary>Stores an exact amount of at most 6 decimals as whole millionths, so that both engines sort and sum it.</summary>
public sealed class MicrosConverter() : ValueConverter<decimal, long>(amount => Micros.Of(amount), micros => micros / 1_000_000m);

/// <summary>The one rule for exact amounts: at most 6 decimals, or an error.</summary>
public static class Micros
{
    /// <summary>Whole millionths.</summary>
    /// <exception cref="ArgumentException">More than 6 decimals.</exception>
    public static long Of(decimal amount)
    {
        var micros = amount * 1_000_000m;
        return decimal.IsInteger(micros)
            ? checked((long)micros)
            : throw new ArgumentException($"{amount} has more than 6 decimals.", nameof(amount));
    }
}
