namespace Marketplace.Audio.Synthesis;

/// <summary>What plays a note.</summary>
internal enum Voice
{
    /// <summary>A string, by Karplus and Strong.</summary>
    Pluck,

    /// <summary>A bell or electric piano, by frequency modulation.</summary>
    Bell,

    /// <summary>A slow chord of a few harmonics.</summary>
    Pad,

    /// <summary>A reed of odd harmonics.</summary>
    Reed,

    /// <summary>A round bass.</summary>
    Bass,

    /// <summary>Bass drum.</summary>
    Kick,

    /// <summary>Snare drum.</summary>
    Snare,

    /// <summary>Closed cymbal.</summary>
    Hat,
}

/// <summary>One note of a song.</summary>
/// <param name="Voice">What plays it.</param>
/// <param name="AtSeconds">When it begins.</param>
/// <param name="Seconds">How long it is held.</param>
/// <param name="Hz">Its pitch; drums have their own.</param>
/// <param name="Level">0…1.</param>
internal readonly record struct Note(Voice Voice, float AtSeconds, float Seconds, float Hz, float Level);
