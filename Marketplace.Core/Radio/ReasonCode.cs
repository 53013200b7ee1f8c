namespace Marketplace.Core.Radio;

/// <summary>Why a person moved or changed a play (rule C-4).</summary>
public enum ReasonCode
{
    /// <summary>Another recording was on air.</summary>
    WrongRecording,
    /// <summary>The right song in another version.</summary>
    WrongVersion,
    /// <summary>Nothing of it was broadcast.</summary>
    NotBroadcast,
    /// <summary>It was part of a commercial.</summary>
    AdvertUse,
    /// <summary>It lay under speech.</summary>
    BackgroundUse,
    /// <summary>It was shorter or longer than computed.</summary>
    DurationWrong,
    /// <summary>Another play already stands for it.</summary>
    DuplicateOfPlay,
    /// <summary>The station was not on air.</summary>
    StationOffAir,
    /// <summary>Somebody claims rights in the recording.</summary>
    RightsClaim,
    /// <summary>None of the others; the note says what.</summary>
    Other,
}
