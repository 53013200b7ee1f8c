namespace Marketplace.Audio.Landmarks;

/// <summary>A point that stands out of the spectrogram.</summary>
/// <param name="Frame">Time in frames of the profile, refined to a fraction; the frame's first sample counts.</param>
/// <param name="Hz">Frequency, Hz, refined between bins.</param>
/// <param name="Salience">Height over the mean of its surroundings, dB.</param>
public readonly record struct Peak(float Frame, float Hz, float Salience);

/// <summary>What a print is for.</summary>
public enum PrintRole
{
    /// <summary>A recording of the catalogue: fewer peaks, kept for years.</summary>
    Reference,

    /// <summary>Something heard: more peaks, as many of them belong to speech or noise.</summary>
    Query,
}
