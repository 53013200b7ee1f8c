namespace Marketplace.Core.Radio;

/// <summary>What the music was doing on air; it decides the weight of the play and whether charts count it.</summary>
public enum UsageClass
{
    /// <summary>Music in the foreground.</summary>
    Feature,
    /// <summary>Signature tune of a programme.</summary>
    Theme,
    /// <summary>A bed under speech, or too short to be foreground music.</summary>
    Background,
    /// <summary>Music inside a commercial, which is licensed separately.</summary>
    Advert,
}
