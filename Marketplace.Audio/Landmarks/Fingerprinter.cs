using System.Collections.Concurrent;
using System.Numerics;
using Marketplace.Audio.Profiles;

namespace Marketplace.Audio.Landmarks;

/// <summary>Makes the print of a piece of sound.</summary>
public static class Fingerprinter
{
    private static readonly ConcurrentBag<PrintBench> Benches = [];

    /// <summary>Finds the peaks of mono audio.</summary>
    /// <param name="mono">Shape [n], range −1…1 at <see cref="FingerprintProfile.SampleRateHz"/>; what is not a number counts as silence.</param>
    /// <param name="profile">The numbers to work by.</param>
    /// <param name="role">How many peaks to keep.</param>
    /// <returns>A print without peaks when there is less sound than one window, or silence.</returns>
    public static Fingerprint Print(ReadOnlySpan<float> mono, FingerprintProfile profile, PrintRole role)
    {
        ArgumentNullException.ThrowIfNull(profile);
        mono = Finite(mono);
        var density = role == PrintRole.Reference ? profile.ReferencePeaksPerSecond : profile.QueryPeaksPerSecond;
        if (!Benches.TryTake(out var bench) || bench.Profile != profile) bench = new(profile);
        var print = new Fingerprint(profile.Id, (double)mono.Length / profile.SampleRateHz, bench.Find(mono, density).ToArray());
        // As many as can work at once are kept: a bench holds two megabytes.
        if (bench.IsSmall && Benches.Count < Environment.ProcessorCount) Benches.Add(bench);
        return print;
    }

    private static ReadOnlySpan<float> Finite(ReadOnlySpan<float> mono)
    {
        var (clean, at) = (true, 0);
        for (; clean && at <= mono.Length - Vector<float>.Count; at += Vector<float>.Count)
            clean = Vector.LessThanOrEqualAll(Vector.Abs(new Vector<float>(mono[at..])), new Vector<float>(1e6f));
        for (; clean && at < mono.Length; at++) clean = MathF.Abs(mono[at]) <= 1e6f;
        if (clean) return mono;
        var copy = mono.ToArray();
        for (var i = 0; i < copy.Length; i++)
            if (!(MathF.Abs(copy[i]) <= 1e6f)) copy[i] = 0;
        return copy;
    }
}
