using System.Globalization;
using System.Runtime.InteropServices;

namespace Marketplace.Web.Hosting;

/// <summary>
/// Gives back, once the start is over, the memory that only the start needed: garbage of building the model, the pages and the demo world, what
/// the C library keeps of it, and pages of program files that were read once. A quiet server stays small beside its database, ffmpeg and Chromium;
/// what it needs after all is read again from the disk's cache.
/// </summary>
internal sealed class SpareMemory(TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan StartIsOver = TimeSpan.FromSeconds(45);
    private const int PageOut = 21; // MADV_PAGEOUT of madvise(2), Linux 5.4; an older kernel refuses and nothing happens.

    private delegate int Trim(nuint keep);
    private delegate int Advise(nuint address, nuint length, int advice);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(StartIsOver, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (stoppingToken.IsCancellationRequested) return;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        // Only the GNU C library has these, and only on Linux is it asked.
        if (!OperatingSystem.IsLinux() || !NativeLibrary.TryLoad("libc.so.6", out var library)) return;
        if (NativeLibrary.TryGetExport(library, "malloc_trim", out var trim)) Marshal.GetDelegateForFunctionPointer<Trim>(trim)(0);
        if (NativeLibrary.TryGetExport(library, "madvise", out var advise)) GiveBack(Marshal.GetDelegateForFunctionPointer<Advise>(advise));
    }

    // Lines such as "7f14dcc00000-7f14dcd00000 r-xp 00000000 fe:00 1234  /usr/share/dotnet/…/System.Private.CoreLib.dll". Pages that were
    // changed are not the file's any more; the kernel leaves them alone.
    private static void GiveBack(Advise advise)
    {
        foreach (var line in File.ReadLines("/proc/self/maps"))
        {
            if (!line.EndsWith(".dll", StringComparison.Ordinal) && !line.Contains(".so", StringComparison.Ordinal)) continue;
            var dash = line.IndexOf('-', StringComparison.Ordinal);
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            var start = nuint.Parse(line.AsSpan(0, dash), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            var end = nuint.Parse(line.AsSpan(dash + 1, space - dash - 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            _ = advise(start, end - start, PageOut);
        }
    }
}
