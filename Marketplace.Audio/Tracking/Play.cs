namespace Marketplace.Audio.Tracking;

/// <summary>A recording heard in a stream, from where it begins to where it ends.</summary>
/// <param name="TrackId">The recording.</param>
/// <param name="StartSeconds">First second in the stream.</param>
/// <param name="EndSeconds">Last second in the stream.</param>
/// <param name="ReferenceOffsetSeconds">Position in the recording at <paramref name="StartSeconds"/>.</param>
/// <param name="Speed">Seconds of the recording in one second of the stream.</param>
/// <param name="Score">0…1 over the whole play, on the scale of <see cref="Matching.Match.Score"/>.</param>
public sealed record Play(
    string TrackId, double StartSeconds, double EndSeconds, double ReferenceOffsetSeconds, double Speed, double Score)
{
    /// <summary>Another recording that explains the same sound nearly as well: not to be paid before a person has decided.</summary>
    public string? RivalTrackId { get; init; }

    /// <summary>Whether a rival is within a tenth of the evidence.</summary>
    public bool IsAmbiguous => RivalTrackId is not null;

    /// <summary>Peaks of the recording that were met, beyond those of chance.</summary>
    public double Evidence { get; init; }

    /// <summary>Log-likelihood of the play, nats.</summary>
    public double Gain { get; init; }

    /// <summary>Unbroken runs of the recording in it: more than one after a jump ahead, a rewind or a long gap.</summary>
    public int Runs { get; init; } = 1;

    /// <summary>Second of the stream at which second 0 of the recording would have been, by the last run.</summary>
    internal double LastAnchorSeconds { get; init; }
}
