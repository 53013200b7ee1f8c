using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Marketplace.Core.Radio.Listening;

/// <summary>
/// When the windows of a station start: on a grid of its period, shifted by a phase of its own, so that windows never gather at
/// the top of the minute, where jingles are, and servers are not all asked at once.
/// </summary>
public static class StationSampler
{
    /// <summary>The station's own shift on a grid of this period; the same on every node and after every restart.</summary>
    public static TimeSpan PhaseOf(StationId station, TimeSpan period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(period, TimeSpan.Zero);
        var hash = SHA256.HashData(station.Value.ToByteArray());
        var whole = BinaryPrimitives.ReadUInt32LittleEndian(hash);
        return TimeSpan.FromMilliseconds(Math.Floor(period.TotalMilliseconds * whole / uint.MaxValue)) is var phase && phase < period
            ? phase
            : TimeSpan.Zero;
    }

    /// <summary>The first start of a window at or after an instant.</summary>
    /// <param name="station">The station.</param>
    /// <param name="period">P.</param>
    /// <param name="from">An instant, UTC.</param>
    public static DateTime NextWindow(StationId station, TimeSpan period, DateTime from)
    {
        var phase = PhaseOf(station, period);
        var since = from - DateTime.UnixEpoch - phase;
        var steps = (since.Ticks + period.Ticks - 1) / period.Ticks;
        return DateTime.UnixEpoch + phase + period * steps;
    }
}
