using System.Globalization;
using System.Text;

namespace Marketplace.Web.Hosting.Printing;

/// <summary>Takes the moment of printing out of a PDF, so that the same report is the same file.</summary>
public static class PdfDates
{
    private const int Digits = 14; // yyyyMMddHHmmss

    /// <summary>Writes one instant over the dates of the information dictionary, in place, so that no offset of the file moves.</summary>
    public static void Stamp(byte[] pdf, DateTime utc)
    {
        var stamp = Encoding.ASCII.GetBytes(utc.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture));
        foreach (var key in (ReadOnlySpan<string>)["/CreationDate (D:", "/ModDate (D:"])
        {
            var name = Encoding.ASCII.GetBytes(key);
            for (var from = 0; pdf.AsSpan(from).IndexOf(name) is var found and >= 0;)
            {
                var at = from + found + name.Length;
                if (at + Digits > pdf.Length) break;
                stamp.CopyTo(pdf, at);
                from = at + Digits;
            }
        }
    }
}
