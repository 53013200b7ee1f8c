namespace Marketplace.Web.Demo;

/// <summary>What goes to air, second by second, in a loop that never changes: the truth that heard plays can be compared with.</summary>
public sealed class DemoProgramme
{
    /// <summary>How many different pieces of talk there are.</summary>
    public const int TalkPieces = 8;

    private DemoProgramme(IReadOnlyList<DemoItem> items) => Items = items;

    /// <summary>The items in order; the first starts at second 0.</summary>
    public IReadOnlyList<DemoItem> Items { get; }

    /// <summary>Length of the loop, seconds.</summary>
    public double LengthSeconds => Items[^1].StartSeconds + Items[^1].LengthSeconds;

    /// <summary>All songs once, in an order of the station's own, with talk or a jingle between.</summary>
    /// <param name="station">Position of the station; decides the order.</param>
    /// <param name="seconds">How long the sound of a kind and index lasts on file.</param>
    public static DemoProgramme Of(int station, Func<DemoItemKind, int, double> seconds)
    {
        // Steps that share no factor with twelve visit every song, in another order for each station.
        int[] steps = [1, 5, 7, 11];
        var step = steps[station % steps.Length];
        var songs = DemoCast.Songs.Count;
        var items = new List<DemoItem>();
        for (var i = 0; i < songs; i++)
        {
            Add(DemoItemKind.Song, (station * 3 + i * step) % songs);
            if (i % 3 == 2) Add(DemoItemKind.Jingle, station);
            Add(DemoItemKind.Talk, (station + i) % TalkPieces);
        }
        return new DemoProgramme(items);

        void Add(DemoItemKind kind, int index) => items.Add(new DemoItem(
            kind, index, items.Count == 0 ? 0 : items[^1].StartSeconds + items[^1].LengthSeconds, seconds(kind, index)));
    }

    /// <summary>All songs that start inside [from, to), when the loop starts at each whole multiple of its length since 1970.</summary>
    public IEnumerable<DemoAiring> SongsBetween(DateTime from, DateTime to)
    {
        var loops = Math.Floor((from - DateTime.UnixEpoch).TotalSeconds / LengthSeconds);
        for (; ; loops++)
        {
            var start = DateTime.UnixEpoch.AddSeconds(loops * LengthSeconds);
            if (start >= to) yield break;
            foreach (var item in Items.Where(i => i.Kind == DemoItemKind.Song))
            {
                var airs = start.AddSeconds(item.StartSeconds);
                if (airs >= from && airs < to) yield return new DemoAiring(item.Index, airs, item.LengthSeconds);
            }
        }
    }

    /// <summary>Where in the loop an instant falls, seconds.</summary>
    public double PositionAt(DateTime instant) => (instant - DateTime.UnixEpoch).TotalSeconds % LengthSeconds;
}

/// <summary>What an item is.</summary>
public enum DemoItemKind
{
    /// <summary>A song of the cast.</summary>
    Song,
    /// <summary>Synthesised babble in the place of an announcer.</summary>
    Talk,
    /// <summary>The station's signature.</summary>
    Jingle,
}

/// <summary>One item of the loop.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Index">Song position, or the seed of talk and jingle.</param>
/// <param name="StartSeconds">Second of the loop at which it starts.</param>
/// <param name="LengthSeconds">How long it lasts.</param>
public sealed record DemoItem(DemoItemKind Kind, int Index, double StartSeconds, double LengthSeconds);

/// <summary>One song going to air.</summary>
/// <param name="Song">Position in the cast.</param>
/// <param name="Start">When its first second airs, UTC.</param>
/// <param name="LengthSeconds">How long it lasts.</param>
public sealed record DemoAiring(int Song, DateTime Start, double LengthSeconds);
