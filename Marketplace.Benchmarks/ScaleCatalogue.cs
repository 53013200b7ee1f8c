using Marketplace.Audio.Landmarks;
using Marketplace.Audio.Matching;
using Marketplace.Audio.Profiles;

namespace Marketplace.Benchmarks;

/// <summary>A catalogue of any size made of few recordings: the recordings themselves, then variants of them.</summary>
/// <remarks>
/// A variant has every peak of its recording at a tempo 10 to 18 % and a pitch 2.3 to 4 semitones away, so far that no search takes it for the recording;
/// peaks that leave the band come in at its other end. What is equal to a real catalogue: number of peaks and pairs, how they crowd in time, and how full buckets are
/// by and large. What is not: variants of one recording share its rhythm, and no two pieces of music are variants of each other.
/// </remarks>
internal sealed class ScaleCatalogue(IReadOnlyList<KeyValuePair<string, Fingerprint>> originals, FingerprintProfile profile)
{
    // The size of a full segment of the product.
    private const long SegmentPeaks = 40_000_000;

    /// <summary>Writes a catalogue of so many recordings into a folder, segment by segment; goes on where it was broken off.</summary>
    public void Write(string folder, int tracks)
    {
        Directory.CreateDirectory(folder);
        var names = new List<string>();
        for (int from = 0, to; from < tracks; from = to)
        {
            var peaks = 0L;
            for (to = from; to < tracks && (peaks += originals[to % originals.Count].Value.Peaks.Length) <= SegmentPeaks; to++)
            {
            }
            names.Add($"{from}-{to}.mpseg");
            if (!File.Exists(Path.Combine(folder, names[^1])))
                SegmentFile.Write(Path.Combine(folder, names[^1]), new([.. Enumerable.Range(from, to - from).Select(Track)], profile), profile);
        }
        IndexFile.PutInForce(folder, profile, names);
    }

    /// <summary>The first so many recordings.</summary>
    public IEnumerable<KeyValuePair<string, Fingerprint>> Prints(int tracks) => Enumerable.Range(0, tracks).Select(Print);

    private ReferenceTrack Track(int number)
    {
        var (id, print) = Print(number);
        return new(id, print);
    }

    private KeyValuePair<string, Fingerprint> Print(int number)
    {
        var (id, print) = originals[number % originals.Count];
        return number < originals.Count ? new(id, print) : new($"{id}-{number / originals.Count}", Vary(print, number));
    }

    private Fingerprint Vary(Fingerprint print, int seed)
    {
        var random = new Random(seed);
        var tempo = 1 + (random.Next(2) * 2 - 1) * (0.10f + 0.08f * random.NextSingle());
        var pitch = MathF.Pow(2, (random.Next(2) * 2 - 1) * (2.3f + 1.7f * random.NextSingle()) / 12);
        var band = profile.HighHz / profile.LowHz;
        var peaks = new Peak[print.Peaks.Length];
        for (var i = 0; i < peaks.Length; i++)
        {
            var peak = print.Peaks.Span[i];
            var hz = peak.Hz * pitch;
            peaks[i] = new(peak.Frame * tempo, hz > profile.HighHz ? hz / band : hz < profile.LowHz ? hz * band : hz, peak.Salience);
        }
        return new(profile.Id, print.DurationSeconds * tempo, peaks);
    }
}
