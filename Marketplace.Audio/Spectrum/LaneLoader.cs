using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Marketplace.Audio.Spectrum;

/// <summary>Lays overlapping frames of a signal into the lanes of vectors, windowed, even and odd samples apart.</summary>
internal static class LaneLoader
{
    /// <summary>Eight frames at once: eight samples of each are read together and turned by an 8 × 8 transposition.</summary>
    /// <param name="samples">From the first sample of the first frame.</param>
    /// <param name="hop">Samples between frames.</param>
    /// <param name="window">One factor for each sample of a frame; a multiple of eight.</param>
    /// <param name="even">Receives samples 0, 2, 4 … of all frames.</param>
    /// <param name="odd">Receives samples 1, 3, 5 …</param>
    /// <remarks>Only where <see cref="Avx"/> is supported; elsewhere <see cref="LoadPlainly"/> gives the same.</remarks>
    public static void Load(ReadOnlySpan<float> samples, int hop, ReadOnlySpan<float> window, Span<Vector<float>> even, Span<Vector<float>> odd)
    {
        var evens = MemoryMarshal.Cast<Vector<float>, Vector256<float>>(even);
        var odds = MemoryMarshal.Cast<Vector<float>, Vector256<float>>(odd);
        for (var i = 0; i < window.Length; i += 8)
        {
            var w = Vector256.Create(window[i..]);
            var (a, b) = (Read(samples, i, w), Read(samples, i + hop, w));
            var (c, d) = (Read(samples, i + 2 * hop, w), Read(samples, i + 3 * hop, w));
            var (e, f) = (Read(samples, i + 4 * hop, w), Read(samples, i + 5 * hop, w));
            var (g, h) = (Read(samples, i + 6 * hop, w), Read(samples, i + 7 * hop, w));
            var (ab, cd, ef, gh) = (Avx.UnpackLow(a, b), Avx.UnpackLow(c, d), Avx.UnpackLow(e, f), Avx.UnpackLow(g, h));
            Halves(ab, cd, ef, gh, 0x44, i / 2, evens);
            Halves(ab, cd, ef, gh, 0xEE, i / 2, odds);
            (ab, cd, ef, gh) = (Avx.UnpackHigh(a, b), Avx.UnpackHigh(c, d), Avx.UnpackHigh(e, f), Avx.UnpackHigh(g, h));
            Halves(ab, cd, ef, gh, 0x44, i / 2 + 1, evens);
            Halves(ab, cd, ef, gh, 0xEE, i / 2 + 1, odds);
        }
    }

    /// <summary>Any number of frames up to the lanes of a vector, sample by sample; lanes without a frame are zero.</summary>
    public static void LoadPlainly(
        ReadOnlySpan<float> samples, int hop, int lanes, ReadOnlySpan<float> window, Span<Vector<float>> even, Span<Vector<float>> odd)
    {
        Span<float> evens = stackalloc float[Vector<float>.Count], odds = stackalloc float[Vector<float>.Count];
        evens.Clear();
        odds.Clear();
        for (var i = 0; i < window.Length; i += 2)
        {
            for (var lane = 0; lane < lanes; lane++)
                (evens[lane], odds[lane]) = (samples[i + lane * hop] * window[i], samples[i + 1 + lane * hop] * window[i + 1]);
            (even[i / 2], odd[i / 2]) = (new(evens), new(odds));
        }
    }

    private static Vector256<float> Read(ReadOnlySpan<float> samples, int at, Vector256<float> window) => Vector256.Create(samples[at..]) * window;

    // One sample in the low halves and the one four later in the high halves, of eight frames.
    private static void Halves(Vector256<float> ab, Vector256<float> cd, Vector256<float> ef, Vector256<float> gh, byte control, int at, Span<Vector256<float>> target)
    {
        var (abcd, efgh) = control == 0x44 ? (Avx.Shuffle(ab, cd, 0x44), Avx.Shuffle(ef, gh, 0x44)) : (Avx.Shuffle(ab, cd, 0xEE), Avx.Shuffle(ef, gh, 0xEE));
        target[at] = Avx.Permute2x128(abcd, efgh, 0x20);
        target[at + 2] = Avx.Permute2x128(abcd, efgh, 0x31);
    }
}
