using Marketplace.Core.Kernel;

namespace Marketplace.Core.Radio.Stations;

/// <summary>Refusals about stations.</summary>
public static class StationErrors
{
    /// <summary>No such station for this actor.</summary>
    public static readonly Error Unknown = Error.NotFound("station.unknown", "There is no such station.");
    /// <summary>No such stream on this station.</summary>
    public static readonly Error UnknownUrl = Error.NotFound("station.url_unknown", "There is no such stream address. Reload the page.");
    /// <summary>The actor may not.</summary>
    public static readonly Error Forbidden = Error.Forbidden("station.forbidden", "Your account may not do this.");
    /// <summary>The slug is taken.</summary>
    public static readonly Error NameTaken = Error.Conflict("station.name_taken", "A station with this name is already registered. Choose another name.", "Name");
    /// <summary>The stream is there already.</summary>
    public static readonly Error KnownUrl = Error.Conflict("station.url_known", "This address is already on the list.", "Url");
    /// <summary>Too many streams.</summary>
    public static readonly Error TooManyUrls = Error.Conflict("station.url_many", "Five addresses are enough. Remove one first.", "Url");
    /// <summary>The window is too short or too long.</summary>
    public static readonly Error Window = Error.Invalid("station.plan_window", "A window lasts from 10 to 60 seconds.", "WindowSeconds");
    /// <summary>The period is too short or too long.</summary>
    public static readonly Error Period = Error.Invalid("station.plan_period", "A period is at least one window and at most 120 seconds: longer periods miss whole songs.", "PeriodSeconds");
    /// <summary>The overlap is too short or too long.</summary>
    public static readonly Error Overlap = Error.Invalid("station.plan_overlap", "The overlap lasts from 3 seconds to one window.", "OverlapSeconds");
    /// <summary>Auto-resume lies in the past.</summary>
    public static readonly Error ResumeInPast = Error.Invalid("station.resume_past", "Choose a moment in the future, or none.", "ResumesAt");
}
