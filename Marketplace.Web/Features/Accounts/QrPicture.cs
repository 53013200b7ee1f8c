using QRCoder;

namespace Marketplace.Web.Features.Accounts;

/// <summary>Draws a QR code into the page itself: the key in it never becomes an address that could be logged or cached.</summary>
internal static class QrPicture
{
    private const int PixelsPerModule = 5;

    /// <summary>The picture as SVG, black on white in every theme, with the quiet zone that scanners need.</summary>
    public static string Svg(string text)
    {
        using var data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        using var picture = new SvgQRCode(data);
        return picture.GetGraphic(PixelsPerModule);
    }
}
