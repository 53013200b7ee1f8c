using QRCoder;

namespace Marketplace.Web.Features.Payments.Rails;

/// <summary>A code to scan, as the address of a picture inside the page itself.</summary>
internal static class QrImage
{
    private const int PixelsPerModule = 6;

    /// <summary>Black on white in every theme, with the quiet zone that scanners need.</summary>
    public static string Of(string text)
    {
        using var data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        using var picture = new PngByteQRCode(data);
        return "data:image/png;base64," + Convert.ToBase64String(picture.GetGraphic(PixelsPerModule));
    }
}
