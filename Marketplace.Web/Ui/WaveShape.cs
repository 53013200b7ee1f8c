using System.Globalization;
using System.Text;

namespace Marketplace.Web.Ui;

/// <summary>Draws loudness as bars in a box of 1000 × 100.</summary>
public static class WaveShape
{
    /// <summary>The SVG path of the bars from one share of the length to another.</summary>
    /// <param name="peaks">Loudness over time, 0 to 255.</param>
    /// <param name="bars">How many bars to draw for the whole length.</param>
    /// <param name="from">First bar, 0 to 1 of the length.</param>
    /// <param name="to">End, 0 to 1 of the length.</param>
    public static string Path(IReadOnlyList<byte> peaks, int bars, double from = 0, double to = 1)
    {
        var path = new StringBuilder();
        if (peaks.Count == 0) return "M0 50H1000";
        bars = Math.Min(bars, peaks.Count);
        for (var bar = 0; bar < bars; bar++)
        {
            var at = (bar + .5) / bars;
            if (at < from || at >= to) continue;
            var height = Math.Max(3, 94d * Loudest(peaks, bar, bars) / 255);
            path.Append(CultureInfo.InvariantCulture, $"M{at * 1000:0.#} {50 - height / 2:0.#}v{height:0.#}");
        }
        return path.ToString();
    }

    private static byte Loudest(IReadOnlyList<byte> peaks, int bar, int bars)
    {
        var last = Math.Max((int)((long)(bar + 1) * peaks.Count / bars), (int)((long)bar * peaks.Count / bars) + 1);
        byte loudest = 0;
        for (var i = (int)((long)bar * peaks.Count / bars); i < last; i++) loudest = Math.Max(loudest, peaks[i]);
        return loudest;
    }
}
