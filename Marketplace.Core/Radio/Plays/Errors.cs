using Marketplace.Core.Kernel;

namespace Marketplace.Core.Radio.Plays;

/// <summary>Refusals about plays.</summary>
public static class PlayErrors
{
    /// <summary>No such play for this actor.</summary>
    public static readonly Error Unknown = Error.NotFound("play.unknown", "There is no such play.");
    /// <summary>The actor may not decide.</summary>
    public static readonly Error Forbidden = Error.Forbidden("play.forbidden", "Only a moderator decides about plays.");
    /// <summary>The actor is a party (rule C-5).</summary>
    public static readonly Error Party = Error.Forbidden("play.party", "You are a party to this play, so somebody else has to decide.");
    /// <summary>The end is not after the start.</summary>
    public static readonly Error Times = Error.Invalid("play.times", "A play ends after it starts.", "EndAt");
    /// <summary>"Other" says nothing by itself.</summary>
    public static readonly Error NoNote = Error.Invalid("play.note", "Say in the note what the reason is.", "Note");
    /// <summary>Longer than a note may be.</summary>
    public static readonly Error LongNote = Error.Invalid("play.note", "Use at most {0} characters.", "Note") with { Arguments = [AdjudicatePlay.NoteLimit] };
    /// <summary>No such recording.</summary>
    public static readonly Error UnknownRecording = Error.Invalid("play.recording", "There is no such recording.", "Recording");
}
