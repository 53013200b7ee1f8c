using System.ComponentModel.DataAnnotations;
using Marketplace.Core.Kernel;

namespace Marketplace.Web.Hosting.Printing;

/// <summary>How reports become PDF.</summary>
[Settings("Pdf")]
public sealed class PdfSettings
{
    /// <summary>The browser's program; reports print from the reader's own browser where it is missing.</summary>
    public string Chromium { get; set; } = "/usr/bin/chromium";

    /// <summary>Starts the browser without its sandbox. Only for tests and containers that are a sandbox themselves.</summary>
    public bool NoSandbox { get; set; }

    /// <summary>A report that takes longer is given up, seconds.</summary>
    [Range(5, 300)]
    public int LimitSeconds { get; set; } = 60;

    /// <summary>The browser is closed after so long without work, seconds.</summary>
    [Range(5, 3600)]
    public int IdleSeconds { get; set; } = 60;
}
