using System.Numerics;

namespace Marketplace.Audio.Spectrum;

/// <summary>Fourier transform of several real frames at once: each lane of a vector carries one frame.</summary>
/// <remarks>
/// Stockham radix 4 over half-length complex data, then the usual split of the real spectrum; see README.md, eq. 1–3.
/// Lanes never mix, so there is no shuffling and each lane does exactly what a scalar transform would do.
/// One object serves one thread; nothing is allocated after construction.
/// </remarks>
public sealed class FourierLanes
{
    private readonly int half;
    private readonly float[] cos, sin;
    private Vector<float>[] re, im, spareRe, spareIm;

    /// <summary>Prepares tables for frames of this many samples.</summary>
    /// <exception cref="ArgumentException">Not a power of two from 8 to 65536.</exception>
    public FourierLanes(int frameSamples)
    {
        if (frameSamples is < 8 or > 65536 || !BitOperations.IsPow2(frameSamples))
            throw new ArgumentException("A frame is a power of two from 8 to 65536 samples.", nameof(frameSamples));
        half = frameSamples / 2;
        (cos, sin) = (new float[half + 1], new float[half + 1]);
        for (var k = 0; k <= half; k++)
        {
            var (s, c) = Math.SinCos(-2 * Math.PI * k / frameSamples);
            (cos[k], sin[k]) = ((float)c, (float)s);
        }
        (re, im) = (new Vector<float>[half], new Vector<float>[half]);
        (spareRe, spareIm) = (new Vector<float>[half], new Vector<float>[half]);
    }

    /// <summary>Frames transformed by one call.</summary>
    public static int Lanes => Vector<float>.Count;

    /// <summary>Samples of one frame.</summary>
    public int FrameSamples => half * 2;

    /// <summary>Even samples of the frames, to be filled before <see cref="Transform"/>; one vector per sample.</summary>
    public Span<Vector<float>> Even => re;

    /// <summary>Odd samples of the frames.</summary>
    public Span<Vector<float>> Odd => im;

    /// <summary>Transforms what <see cref="Even"/> and <see cref="Odd"/> hold.</summary>
    public void Transform()
    {
        var (n, s) = (half, 1);
        for (; n >= 4; n /= 4, s *= 4)
        {
            Pass4(n, s);
            (re, spareRe, im, spareIm) = (spareRe, re, spareIm, im);
        }
        if (n != 2) return;
        Pass2(s);
        (re, spareRe, im, spareIm) = (spareRe, re, spareIm, im);
    }

    /// <summary>Value of one bin of every frame, 0 ≤ bin ≤ FrameSamples / 2.</summary>
    public (Vector<float> Re, Vector<float> Im) Bin(int bin)
    {
        var (a, b) = (bin == half ? 0 : bin, bin == 0 || bin == half ? 0 : half - bin);
        var (ar, ai, br, bi) = (re[a], im[a], re[b], im[b]);
        var (evenRe, evenIm) = ((ar + br) * 0.5f, (ai - bi) * 0.5f);
        var (oddRe, oddIm) = ((ai + bi) * 0.5f, (br - ar) * 0.5f);
        var (c, w) = (cos[bin], sin[bin]);
        return (evenRe + oddRe * c - oddIm * w, evenIm + oddRe * w + oddIm * c);
    }

    private void Pass4(int n, int s)
    {
        var m = n / 4;
        Span<Vector<float>> xr = re, xi = im, yr = spareRe, yi = spareIm;
        for (var p = 0; p < m; p++)
        {
            // The table is for twice the length, so one step of this pass is 2·half/n entries.
            var t = p * (2 * half / n);
            var (c1, s1) = (cos[t], sin[t]);
            var (c2, s2) = (c1 * c1 - s1 * s1, 2 * c1 * s1);
            var (c3, s3) = (c1 * c2 - s1 * s2, c1 * s2 + s1 * c2);
            for (var q = 0; q < s; q++)
            {
                var i = q + s * p;
                var (ar, ai, br, bi) = (xr[i], xi[i], xr[i + s * m], xi[i + s * m]);
                var (cr, ci, dr, di) = (xr[i + 2 * s * m], xi[i + 2 * s * m], xr[i + 3 * s * m], xi[i + 3 * s * m]);
                var (sumAcRe, sumAcIm, difAcRe, difAcIm) = (ar + cr, ai + ci, ar - cr, ai - ci);
                var (sumBdRe, sumBdIm, turnRe, turnIm) = (br + dr, bi + di, di - bi, br - dr);
                var o = q + s * 4 * p;
                (yr[o], yi[o]) = (sumAcRe + sumBdRe, sumAcIm + sumBdIm);
                var (r, j) = (difAcRe - turnRe, difAcIm - turnIm);
                (yr[o + s], yi[o + s]) = (r * c1 - j * s1, r * s1 + j * c1);
                (r, j) = (sumAcRe - sumBdRe, sumAcIm - sumBdIm);
                (yr[o + 2 * s], yi[o + 2 * s]) = (r * c2 - j * s2, r * s2 + j * c2);
                (r, j) = (difAcRe + turnRe, difAcIm + turnIm);
                (yr[o + 3 * s], yi[o + 3 * s]) = (r * c3 - j * s3, r * s3 + j * c3);
            }
        }
    }

    private void Pass2(int s)
    {
        for (var q = 0; q < s; q++)
        {
            (spareRe[q], spareIm[q]) = (re[q] + re[q + s], im[q] + im[q + s]);
            (spareRe[q + s], spareIm[q + s]) = (re[q] - re[q + s], im[q] - im[q + s]);
        }
    }
}
