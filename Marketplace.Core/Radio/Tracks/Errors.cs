using Marketplace.Core.Kernel;

namespace Marketplace.Core.Radio.Tracks;

/// <summary>Refusals of the artist's side of Radio.</summary>
public static class TrackErrors
{
    /// <summary>Only accounts that take part as artists hand in tracks.</summary>
    public static readonly Error NotArtist = Error.Forbidden("track.not_artist", "Switch on the artist side of your account first.");

    /// <summary>No such track for this person.</summary>
    public static readonly Error Unknown = Error.NotFound("track.unknown", "There is no such track.");

    /// <summary>The upload is missing, not complete, of another kind, or used already.</summary>
    public static readonly Error Upload = Error.Conflict("track.upload", "The file is not completely here. Choose it again.", "Upload");

    /// <summary>A track is listed under its title.</summary>
    public static readonly Error NoTitle = Error.Invalid("track.no_title", "Enter a title.", "Title");

    /// <summary>The same file would fail again.</summary>
    public static readonly Error NeedsFile = Error.Conflict("track.needs_file", "This file cannot be used. Upload another one.", "Upload");

    /// <summary>No such split sheet or share for this person.</summary>
    public static readonly Error UnknownSplit = Error.NotFound("split.unknown", "There is no such split sheet.");

    /// <summary>Shares must make a whole (INV-5).</summary>
    public static readonly Error SplitSum = Error.Invalid("split.sum", "The shares must add up to exactly 100 %.", "Shares");

    /// <summary>Rule X-6.</summary>
    public static readonly Error SplitZero = Error.Invalid("split.zero", "Every contributor needs a share above 0 %.", "Shares");

    /// <summary>One person, one share.</summary>
    public static readonly Error SplitTwice = Error.Invalid("split.twice", "A contributor is on the sheet twice. Put the shares together.", "Shares");

    /// <summary>A contributor without any name.</summary>
    public static readonly Error SplitName = Error.Invalid("split.name", "Give every contributor a name.", "Shares");

    /// <summary>Something that is no e-mail address.</summary>
    public static readonly Error SplitEmail = Error.Invalid("split.email", "This is not an e-mail address.", "Shares");

    /// <summary>Declining needs a word to the artist.</summary>
    public static readonly Error SplitReason = Error.Invalid("split.reason", "Say briefly why you decline.", "Reason");

    /// <summary>Accepted versions never overlap (INV-5).</summary>
    public static readonly Error SplitOverlap =
        Error.Conflict("split.overlap", "A new split sheet must begin after the one that is in force.", "From");
}
