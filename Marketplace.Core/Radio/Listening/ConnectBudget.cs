namespace Marketplace.Core.Radio.Listening;

/// <summary>
/// How often a bad address may be tried: at most 12 connections of its station in the first five minutes, at most one per five
/// minutes afterwards. A try that takes several connections (redirects, playlists) waits so many times longer.
/// </summary>
/// <param name="addresses">Addresses of the station: they share the budget.</param>
public sealed class ConnectBudget(int addresses)
{
    /// <summary>Connections of one station in the first five minutes.</summary>
    public const int FirstConnects = 12;
    private static readonly TimeSpan First = TimeSpan.FromMinutes(5), Later = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(15), Longest = TimeSpan.FromMinutes(2);
    private DateTime? _badSince;
    private DateTime _notBefore = DateTime.MinValue;
    private int _used, _failures;

    /// <summary>Why the last try failed; null after a good one.</summary>
    public string? LastError { get; private set; }

    /// <summary>Whether it may be tried now. After a failure this lets exactly one probe through at a time, as tries follow each other.</summary>
    public bool MayTry(DateTime now) => now >= _notBefore;

    /// <summary>Sound came: everything is forgotten.</summary>
    public void Succeeded() => (_badSince, _notBefore, _used, _failures, LastError) = (null, DateTime.MinValue, 0, 0, null);

    /// <summary>Nothing came.</summary>
    /// <param name="error">Why.</param>
    /// <param name="connects">Connections that the try took; a refused address takes none.</param>
    /// <param name="now">The moment, UTC.</param>
    public void Failed(string error, int connects, DateTime now)
    {
        LastError = error;
        var since = _badSince ??= now;
        var cost = Math.Max(1, connects);
        (_used, _failures) = (_used + cost, _failures + 1);
        var mayStillTry = now - since < First && (_used + cost) * addresses <= FirstConnects;
        if (mayStillTry)
        {
            var wait = Shortest * Math.Pow(2, _failures - 1);
            _notBefore = now + (wait < Longest ? wait : Longest);
        }
        else
        {
            var start = now - since < First ? since + First - Later : now;
            _notBefore = start + Later * cost * addresses;
        }
    }
}
