using System.ComponentModel.DataAnnotations;
using Marketplace.Core.Kernel;

namespace Marketplace.Web.Hosting.Logs;

/// <summary>How a log line looks on the console.</summary>
public enum ConsoleStyle
{
    /// <summary>One JSON object per line, for machines.</summary>
    Json,
    /// <summary>Time and sentence, for a person at the terminal.</summary>
    Text,
}

/// <summary>Where the log goes besides the console.</summary>
[Settings("LogFile")]
public sealed class LogSettings
{
    /// <summary>Folder of the log files; empty: <c>logs</c> in the data folder.</summary>
    public string Folder { get; init; } = "";

    /// <summary>How the console shows the log; the files are always JSON.</summary>
    public ConsoleStyle Console { get; init; } = ConsoleStyle.Json;

    /// <summary>A file of this size, in mebibytes, is closed and the next one begun.</summary>
    [Range(1, 1024)]
    public int Mebibytes { get; init; } = 20;

    /// <summary>So many files are kept, the oldest go.</summary>
    [Range(1, 1000)]
    public int Files { get; init; } = 10;
}
