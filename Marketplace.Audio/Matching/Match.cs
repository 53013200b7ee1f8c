using Marketplace.Audio.Landmarks;

namespace Marketplace.Audio.Matching;

/// <summary>One recording heard in a piece of sound.</summary>
/// <param name="TrackId">Id given to <see cref="LandmarkIndex.Add"/>.</param>
/// <param name="StartSeconds">Where in the heard sound the recording begins to be heard.</param>
/// <param name="EndSeconds">Where it ends to be heard.</param>
/// <param name="ReferenceOffsetSeconds">Position in the recording at <paramref name="StartSeconds"/>.</param>
/// <param name="Speed">Seconds of the recording that pass in one heard second: 1.02 is played 2 % too fast.</param>
/// <param name="Score">0…1; from .5 it is the recording, a clean quarter of a minute reaches .9.</param>
/// <param name="RunnerUpScore">Score of the best other recording over the same seconds; 0 without one.</param>
/// <param name="Hits">Peaks of the heard sound that the recording has too.</param>
public sealed record Match(
    string TrackId, double StartSeconds, double EndSeconds, double ReferenceOffsetSeconds, double Speed,
    double Score, double RunnerUpScore, int Hits)
{
    /// <summary>Whether a rival is within a tenth of this score: never to be paid unseen.</summary>
    public bool IsAmbiguous => RunnerUpScore >= 0.9 * Score;

    /// <summary>Heard frequency over that of the recording; as the speed, unless only one of tempo and pitch was changed.</summary>
    public double Pitch { get; init; } = 1;

    /// <summary>Position in the recording at the start of the heard sound; negative when it starts later.</summary>
    public double AnchorSeconds => ReferenceOffsetSeconds - StartSeconds * Speed;
}

/// <summary>How to search.</summary>
public sealed record QueryOptions
{
    /// <summary>Search everything, accept from one half.</summary>
    public static QueryOptions Standard { get; } = new();

    /// <summary>Also look for changed speed, tempo and pitch where nothing sure is found at the right speed.</summary>
    public bool SearchSpeeds { get; init; } = true;

    /// <summary>A speed to try in the first pass, such as the one the station was last heard at.</summary>
    public double? ExpectedSpeed { get; init; }

    /// <summary>Least score of an answer, 0…1.</summary>
    public double LeastScore { get; init; } = 0.5;

    /// <summary>Least length of what was matched, seconds.</summary>
    public double LeastSeconds { get; init; } = 2;

    /// <summary>Most answers.</summary>
    public int MostMatches { get; init; } = 4;
}

/// <summary>A recording of the catalogue that holds the same sound as a print.</summary>
/// <param name="TrackId">The recording.</param>
/// <param name="Cover">Matched seconds over the shorter length, 0…1.</param>
/// <param name="TempoRatio">Seconds of the recording in one second of the print.</param>
public sealed record SameSound(string TrackId, double Cover, double TempoRatio);
