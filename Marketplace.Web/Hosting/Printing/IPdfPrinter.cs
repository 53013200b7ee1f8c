using Marketplace.Core.Kernel;

namespace Marketplace.Web.Hosting.Printing;

/// <summary>Turns our own HTML into PDF.</summary>
public interface IPdfPrinter
{
    /// <summary>Why nothing can be printed on this machine, English text; null if it can.</summary>
    string? Missing { get; }

    /// <summary>Prints a document that needs nothing from outside.</summary>
    /// <param name="html">A whole document of ours; scripts do not run and no address is fetched.</param>
    /// <param name="stamp">The instant that is written into the file, UTC: the same input gives the same bytes.</param>
    /// <param name="ct">Gives up.</param>
    /// <returns>The file, or <c>pdf.missing</c>, <c>pdf.slow</c> or <c>pdf.failed</c>.</returns>
    Task<Result<byte[]>> Print(string html, DateTime stamp, CancellationToken ct);
}
