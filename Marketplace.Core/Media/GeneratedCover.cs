using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Marketplace.Core.Media;

/// <summary>A cover for what has none: a quiet pattern that is always the same for the same thing.</summary>
public static class GeneratedCover
{
    /// <summary>Draws the cover.</summary>
    /// <param name="seed">What it stands for, for example an id.</param>
    /// <returns>A square SVG picture without text, script or outside reference.</returns>
    public static string Svg(string seed)
    {
        ArgumentNullException.ThrowIfNull(seed);
        var dice = SHA256.HashData(Encoding.UTF8.GetBytes(seed));
        var hue = dice[0] * 360 / 256;
        var second = (hue + 30 + dice[1] % 60) % 360;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture,
            $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 80"><rect width="80" height="80" fill="hsl({hue} 38% 34%)"/>""");
        for (var bar = 0; bar < 9; bar++)
        {
            var height = 12 + dice[2 + bar] % 48;
            svg.Append(CultureInfo.InvariantCulture,
                $"""<rect x="{6 + bar * 8}" y="{40 - height / 2}" width="4" height="{height}" rx="2" fill="hsl({second} 55% {52 + dice[12 + bar] % 26}%)"/>""");
        }
        return svg.Append("</svg>").ToString();
    }
}
