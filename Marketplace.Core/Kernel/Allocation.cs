using System.Numerics;

namespace Marketplace.Core.Kernel;

/// <summary>Divides whole minor units without creating or losing one.</summary>
public static class Allocation
{
    /// <summary>
    /// Largest remainder (Hamilton's method, rule X-2): each part is floored, then left-over units go one each in the order
    /// larger remainder, larger weight, lower position. A negative total mirrors the positive one.
    /// </summary>
    /// <param name="total">Minor units to divide.</param>
    /// <param name="weights">Shape [n], none negative, at least one above zero.</param>
    /// <returns>Shape [n], sums to <paramref name="total"/>.</returns>
    /// <exception cref="ArgumentException">A weight is negative, or all are zero.</exception>
    public static long[] LargestRemainder(long total, IReadOnlyList<long> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        BigInteger sum = 0;
        foreach (var weight in weights)
            sum += weight >= 0 ? weight : throw new ArgumentException("A weight is negative.", nameof(weights));
        if (sum.IsZero) throw new ArgumentException("At least one weight must be above zero.", nameof(weights));

        var size = BigInteger.Abs(total);
        var parts = new BigInteger[weights.Count];
        var remainders = new BigInteger[weights.Count];
        var left = size;
        for (var i = 0; i < weights.Count; i++)
        {
            parts[i] = BigInteger.DivRem(size * weights[i], sum, out remainders[i]);
            left -= parts[i];
        }
        var order = Enumerable.Range(0, weights.Count)
            .Where(i => weights[i] > 0)
            .OrderByDescending(i => remainders[i]).ThenByDescending(i => weights[i]).ThenBy(i => i);
        foreach (var i in order.Take((int)left)) parts[i]++;

        return Array.ConvertAll(parts, part => (long)(total < 0 ? -part : part));
    }
}
