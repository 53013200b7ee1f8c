using Marketplace.Core.Kernel;

namespace Marketplace.Core.Radio.Plays;

/// <summary>A play as lists show it.</summary>
/// <param name="Id">The play.</param>
/// <param name="Title">What was played.</param>
/// <param name="Station">Where.</param>
/// <param name="StationName">The station's name.</param>
/// <param name="Zone">The station's IANA zone.</param>
/// <param name="StartAt">First instant, UTC.</param>
/// <param name="EndAt">First instant after it, UTC.</param>
/// <param name="LastHeardAt">End of its last match, UTC.</param>
/// <param name="AudibleSeconds">Audible seconds.</param>
/// <param name="ReferenceSeconds">Length of the recording.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Usage">What the music was doing.</param>
/// <param name="Confidence">0…1.</param>
/// <param name="Detections">Detections it is built from.</param>
public sealed record PlayLine(
    PlayId Id, string Title, StationId Station, string StationName, string Zone, DateTime StartAt, DateTime EndAt, DateTime LastHeardAt,
    double AudibleSeconds, double ReferenceSeconds, PlayState State, UsageClass Usage, decimal Confidence, int Detections)
{
    /// <summary>Position in the recording that is on air at an instant, seconds.</summary>
    public double SecondAt(DateTime now) => Math.Clamp((now - StartAt).TotalSeconds, 0, ReferenceSeconds);

    /// <summary>Audible seconds by an instant: of a play whose computed end is still to come, only what was heard.</summary>
    public double AudibleBy(DateTime now) => HeardBy(now, StartAt, EndAt, LastHeardAt, AudibleSeconds);

    internal static double HeardBy(DateTime now, DateTime start, DateTime end, DateTime lastHeard, double audible) =>
        end <= now ? audible : Math.Clamp((lastHeard - start).TotalSeconds, 0, audible);
}

/// <summary>A page of plays.</summary>
/// <param name="Items">The rows.</param>
/// <param name="Total">Rows in all.</param>
public sealed record PlayPage(IReadOnlyList<PlayLine> Items, int Total);

/// <summary>Which plays to list.</summary>
/// <param name="Search">Part of a title; empty for all.</param>
/// <param name="State">Only this state, or all.</param>
/// <param name="Station">Only this station, or all.</param>
/// <param name="Skip">Rows to pass over.</param>
/// <param name="Take">Rows wanted, 1 to 100.</param>
public sealed record PlayFilter(string Search, PlayState? State, StationId? Station, int Skip, int Take);
