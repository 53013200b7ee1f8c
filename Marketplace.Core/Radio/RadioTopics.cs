using Marketplace.Core.Kernel;

namespace Marketplace.Core.Radio;

/// <summary>What pages of this feature listen to.</summary>
public static class RadioTopics
{
    /// <summary>Everything about every station, for staff and for the listener itself.</summary>
    public const string Stations = "admin:stations";

    /// <summary>What is on air, for everybody.</summary>
    public const string OnAir = "public:onair";

    /// <summary>Music that is in no catalogue, for moderators.</summary>
    public const string Unknown = "admin:unknown";

    /// <summary>News of one station.</summary>
    public static string Station(StationId station) => $"station:{station}";

    /// <summary>News of one artist's recordings.</summary>
    public static string Artist(UserId artist) => $"artist:{artist}";

    /// <summary>News of one play.</summary>
    public static string Play(PlayId play) => $"play:{play}";
}
