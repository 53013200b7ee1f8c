using System.Runtime.InteropServices;

namespace Marketplace.Web.Hosting;

/// <summary>
/// Gives back, once the start is over, the memory that only the start needed: garbage of building the model, the pages and the demo world, and
/// what the C library keeps of it. A quiet server stays small beside its database, ffmpeg and Chromium.
/// </summary>
internal sealed class SpareMemory(TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan StartIsOver = TimeSpan.FromSeconds(45);

    private delegate int Trim(nuint keep);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(StartIsOver, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (stoppingToken.IsCancellationRequested) return;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        // Only the GNU C library has it, and only it needs it.
        if (OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libc.so.6", out var library) && NativeLibrary.TryGetExport(library, "malloc_trim", out var trim))
            Marshal.GetDelegateForFunctionPointer<Trim>(trim)(0);
    }
}
