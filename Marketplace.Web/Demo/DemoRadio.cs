using System.Diagnostics;

namespace Marketplace.Web.Demo;

/// <summary>
/// The loopback stations: each plays its loop as constant-bit-rate MP3 over HTTP at the pace of real time, as a station would,
/// with a small burst when somebody tunes in.
/// </summary>
public sealed class DemoRadio(DemoStudio studio, TimeProvider clock)
{
    private const double BurstSeconds = 2;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);

    /// <summary>Streams until the listener leaves.</summary>
    public async Task Stream(string slug, HttpContext http)
    {
        var station = DemoCast.Stations.Select((s, i) => (s, i)).FirstOrDefault(x => x.s.Slug == slug);
        if (station.s is null)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        var ct = http.RequestAborted;
        var (programme, file) = await studio.OnAir(station.i, ct);
        http.Response.ContentType = "audio/mpeg";
        http.Response.Headers["icy-name"] = station.s.Name;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["X-Accel-Buffering"] = "no";

        await using var mp3 = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024, useAsync: true);
        var bytesPerSecond = mp3.Length / programme.LengthSeconds;
        var position = (long)(programme.PositionAt(clock.GetUtcNow().UtcDateTime.AddSeconds(-BurstSeconds)) * bytesPerSecond);
        mp3.Seek(position % mp3.Length, SeekOrigin.Begin);

        // The pace is kept against a monotonic start, so that short pauses are made up and nothing drifts.
        var started = Stopwatch.GetTimestamp();
        var sent = -BurstSeconds * bytesPerSecond;
        using var timer = new PeriodicTimer(Pace, clock);
        var buffer = new byte[16 * 1024];
        do
        {
            var due = Stopwatch.GetElapsedTime(started).TotalSeconds * bytesPerSecond - sent;
            while (due > 0)
            {
                var read = await mp3.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, Math.Ceiling(due))), ct);
                if (read == 0)
                {
                    mp3.Seek(0, SeekOrigin.Begin);
                    continue;
                }
                await http.Response.Body.WriteAsync(buffer.AsMemory(0, read), ct);
                sent += read;
                due -= read;
            }
            await http.Response.Body.FlushAsync(ct);
        } while (await timer.WaitForNextTickAsync(ct));
    }
}
