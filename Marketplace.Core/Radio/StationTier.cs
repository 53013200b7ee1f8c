namespace Marketplace.Core.Radio;

/// <summary>Size class of a station. It is a field with a history, never guessed from the name.</summary>
public enum StationTier
{
    /// <summary>National reach.</summary>
    A,
    /// <summary>Regional reach.</summary>
    B,
    /// <summary>Local reach.</summary>
    C,
    /// <summary>Community station.</summary>
    COM,
    /// <summary>Online only.</summary>
    ONL,
}
