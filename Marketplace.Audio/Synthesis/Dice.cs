namespace Marketplace.Audio.Synthesis;

/// <summary>Seeded chance (SplitMix64): the same numbers on every machine and every runtime.</summary>
internal sealed class Dice(ulong seed)
{
    private ulong state = seed * 0x9E3779B97F4A7C15 + 0x2545F4914F6CDD1D;

    /// <summary>0 ≤ x &lt; 1.</summary>
    public float Next()
    {
        state += 0x9E3779B97F4A7C15;
        var z = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 40) * (1f / (1 << 24));
    }

    /// <summary>From low to high.</summary>
    public float Between(float low, float high) => low + (high - low) * Next();

    /// <summary>0 ≤ x &lt; count.</summary>
    public int Below(int count) => (int)(Next() * count);

    /// <summary>One of the given.</summary>
    public T Pick<T>(IReadOnlyList<T> from) => from[Below(from.Count)];

    /// <summary>Whether something of this probability happens.</summary>
    public bool Chance(float probability) => Next() < probability;
}
