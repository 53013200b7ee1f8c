using System.Diagnostics;

namespace Marketplace.Core.Kernel;

/// <summary>The thread from a click to everything that followed from it.</summary>
public static class Correlation
{
    private static readonly AsyncLocal<string?> Current = new();

    /// <summary>The correlation id of this flow of calls: set explicitly, else the trace id, else a new one.</summary>
    public static string Id => Current.Value ?? Activity.Current?.TraceId.ToString() ?? (Current.Value = Guid.CreateVersion7().ToString("N"));

    /// <summary>Continues a known thread, for example that of an outbox row.</summary>
    public static void Continue(string id) => Current.Value = id;
}
