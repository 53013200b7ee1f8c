namespace Marketplace.Audio.Matching;

/// <summary>A recording heard in a stream, from where it begins to where it ends.</summary>
/// <param name="TrackId">The recording.</param>
/// <param name="StartSeconds">First second in the stream.</param>
/// <param name="EndSeconds">Last second in the stream.</param>
/// <param name="ReferenceOffsetSeconds">Position in the recording at <paramref name="StartSeconds"/>.</param>
/// <param name="Speed">Seconds of the recording in one second of the stream.</param>
/// <param name="Score">Best score of its windows, 0…1.</param>
public sealed record Play(
    string TrackId, double StartSeconds, double EndSeconds, double ReferenceOffsetSeconds, double Speed, double Score);
