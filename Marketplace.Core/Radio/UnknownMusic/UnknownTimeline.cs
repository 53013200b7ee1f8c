namespace Marketplace.Core.Radio.UnknownMusic;

/// <summary>When and where a sound ran: the instant of its position 0.</summary>
/// <param name="Station">The station.</param>
/// <param name="Anchor">When position 0 would have gone to air, UTC.</param>
public readonly record struct Airing(StationId Station, DateTime Anchor);

/// <summary>Says which windows are one airing, and which sounds are one piece of music. Pure.</summary>
public static class UnknownTimeline
{
    /// <summary>Anchors of one airing agree so well; as rule M-2 has it.</summary>
    public static readonly TimeSpan SameAiring = TimeSpan.FromSeconds(5);

    /// <summary>A sound that comes back sooner on its station has not stopped: music repeats itself, and a sampled station hears it in pieces.</summary>
    public static readonly TimeSpan LongestGap = TimeSpan.FromMinutes(2);

    /// <summary>Distances between two parts of one piece of music agree so well from airing to airing.</summary>
    public static readonly TimeSpan SameDistance = TimeSpan.FromSeconds(2);

    /// <summary>Parts farther apart are not taken for one piece of music.</summary>
    public static readonly TimeSpan Farthest = TimeSpan.FromMinutes(6);

    /// <summary>No piece of music becomes longer than this by joining parts.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>
    /// How much earlier the anchors of the second sound are, if the two are parts of one piece of music: in two airings or more, they ran at the
    /// same distance. A station that is sampled hears ever other parts of a song; this puts them together.
    /// </summary>
    /// <param name="first">Airings of one sound.</param>
    /// <param name="second">Airings of the other.</param>
    /// <returns>Anchor of the first minus anchor of the second; null when they are not known to belong together.</returns>
    public static TimeSpan? Distance(IReadOnlyList<Airing> first, IReadOnlyList<Airing> second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        var together = (from a in first
                        from b in second
                        where a.Station == b.Station && (a.Anchor - b.Anchor).Duration() <= Farthest
                        select (First: a, Second: b, Distance: a.Anchor - b.Anchor)).ToList();
        foreach (var one in together)
        {
            var alike = together.FirstOrDefault(other =>
                other.First != one.First && other.Second != one.Second && (other.Distance - one.Distance).Duration() <= SameDistance);
            if (alike != default) return (one.Distance + alike.Distance) / 2;
        }
        return null;
    }

    /// <summary>Whether a window at a position adds something to the pieces that are kept already.</summary>
    /// <param name="kept">Positions and lengths of the pieces, milliseconds.</param>
    /// <param name="positionMs">Position of the window.</param>
    /// <param name="lengthMs">Its length.</param>
    public static bool IsNews(IEnumerable<(int PositionMs, int LengthMs)> kept, int positionMs, int lengthMs) =>
        kept.All(p => Math.Min(p.PositionMs + p.LengthMs, positionMs + lengthMs) - Math.Max(p.PositionMs, positionMs) < lengthMs / 2);
}
