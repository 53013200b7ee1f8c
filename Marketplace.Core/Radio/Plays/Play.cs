using Marketplace.Core.Kernel;
using Marketplace.Core.Radio.Merging;
using Marketplace.Core.Storage;

namespace Marketplace.Core.Radio.Plays;

/// <summary>
/// One run of one recording on one station: the unit that is priced. What the machine found stands beside what a person
/// decided; <see cref="RecordingId"/>, <see cref="StartAt"/>, <see cref="EndAt"/>, <see cref="Usage"/> and <see cref="State"/> are what counts.
/// </summary>
public sealed class Play : Entity
{
    private Play() => Machine = null!;

    /// <summary>A play that the merger found for the first time.</summary>
    /// <param name="id">Its id, kept through all later merges.</param>
    /// <param name="station">The station.</param>
    /// <param name="firstDetection">The detection it begins with.</param>
    /// <param name="found">What the merger found.</param>
    /// <param name="trail">What the detections add.</param>
    public Play(PlayId id, StationId station, Guid firstDetection, MergedPlay found, PlayTrail trail)
    {
        ArgumentNullException.ThrowIfNull(found);
        (Id, StationId, FirstDetectionId, State) = (id, station, firstDetection, PlayState.Detected);
        Machine = MachineFinding.Of(found);
        Take(found, trail);
    }

    /// <summary>Its id.</summary>
    public PlayId Id { get; private set; }
    /// <summary>Where it was heard.</summary>
    public StationId StationId { get; private set; }
    /// <summary>The detection it begins with; with station and recording it tells the play again after a new merge.</summary>
    public Guid FirstDetectionId { get; private set; }
    /// <summary>What was played.</summary>
    public RecordingId RecordingId { get; private set; }
    /// <summary>First instant, UTC.</summary>
    public DateTime StartAt { get; private set; }
    /// <summary>First instant after it, UTC.</summary>
    public DateTime EndAt { get; private set; }
    /// <summary>What was certainly on air, milliseconds.</summary>
    public int LowerMs { get; private set; }
    /// <summary>What the witnesses leave room for, milliseconds.</summary>
    public int UpperMs { get; private set; }
    /// <summary>Duration without the seconds that could not be heard, milliseconds.</summary>
    public int AudibleMs { get; private set; }
    /// <summary>Length of the recording, milliseconds.</summary>
    public int ReferenceMs { get; private set; }
    /// <summary>What the music was doing.</summary>
    public UsageClass Usage { get; private set; }
    /// <summary>0…1, 4 decimals; decides whether it counts, never how much.</summary>
    public decimal Confidence { get; private set; }
    /// <summary>Where it stands (rule C-4).</summary>
    public PlayState State { get; private set; }
    /// <summary>What happened on the way from its detections.</summary>
    public PlayFlags Flags { get; private set; }
    /// <summary>Detections it is built from.</summary>
    public int Detections { get; private set; }
    /// <summary>End of its last match, UTC.</summary>
    public DateTime LastHeardAt { get; private set; }
    /// <summary>When second 0 of the present run would have gone to air, UTC; null without positions.</summary>
    public DateTime? AnchorAt { get; private set; }
    /// <summary>Hash over the detections and their clips, hexadecimal, for statements.</summary>
    public string EvidenceHash { get; private set; } = "";
    /// <summary>Version of the rules it was merged by.</summary>
    public int MergeVersion { get; private set; }
    /// <summary>A later merge made it part of another play, or of none. It stays on record and counts for nothing.</summary>
    public bool IsWithdrawn { get; private set; }
    /// <summary>The person's last decision, if one decided.</summary>
    public Guid? DecidedBy { get; private set; }
    /// <summary>What the machine found, beside what a person decided (rule C-5).</summary>
    public MachineFinding Machine { get; private set; }

    /// <summary>Takes over what a new merge found. A person's decision stays.</summary>
    /// <param name="firstDetection">The detection it begins with now.</param>
    /// <param name="found">What the merger found.</param>
    /// <param name="trail">What the detections add.</param>
    /// <returns>Whether anything changed.</returns>
    public bool Refresh(Guid firstDetection, MergedPlay found, PlayTrail trail)
    {
        ArgumentNullException.ThrowIfNull(found);
        ArgumentNullException.ThrowIfNull(trail);
        if (!IsWithdrawn && Machine == MachineFinding.Of(found) && EvidenceHash == trail.EvidenceHash) return false;
        IsWithdrawn = false;
        FirstDetectionId = firstDetection;
        Machine = MachineFinding.Of(found);
        Take(found, trail);
        return true;
    }

    /// <summary>Notes that no merge finds it any more.</summary>
    /// <returns>Whether that is news; a play that a person decided on stays.</returns>
    public bool Withdraw()
    {
        if (IsWithdrawn || IsDecided) return false;
        IsWithdrawn = true;
        return true;
    }

    /// <summary>A person moves the play on, and may correct what the machine found.</summary>
    public Result<Adjudication> Decide(PlayDecision decision, UserId by, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(decision);
        if (PlayFlow.Steps.Check(State, decision.To) is { } wrong) return wrong;
        var before = Facts();
        var from = State;
        State = decision.To;
        RecordingId = decision.Recording ?? RecordingId;
        StartAt = decision.StartAt ?? StartAt;
        EndAt = decision.EndAt ?? EndAt;
        Usage = decision.Usage ?? Usage;
        if (decision.StartAt is not null || decision.EndAt is not null) AudibleMs = (int)(EndAt - StartAt).TotalMilliseconds;
        var row = new Adjudication
        {
            Id = Guid.CreateVersion7(), PlayId = Id, From = from, To = State, Reason = decision.Reason, Note = decision.Note,
            Before = before, After = Facts(), ActorId = by, At = now,
        };
        DecidedBy = row.Id;
        return row;
    }

    /// <summary>Whether a person decided or a dispute is open, so that a new merge changes only the machine's side.</summary>
    public bool IsDecided => DecidedBy is not null;

    private void Take(MergedPlay found, PlayTrail trail)
    {
        (Detections, LastHeardAt, AnchorAt, EvidenceHash, ReferenceMs) =
            (found.MatchIds.Count, trail.LastHeardAt, trail.AnchorAt, trail.EvidenceHash, trail.ReferenceMs);
        (MergeVersion, Flags, Confidence) = (trail.MergeVersion, found.Flags, found.Confidence);
        if (IsDecided) return;
        (RecordingId, StartAt, EndAt, Usage, State) = (new(found.RecordingId), found.Start, found.End, found.Usage, found.State);
        (LowerMs, UpperMs, AudibleMs) = (Machine.LowerMs, Machine.UpperMs, Machine.AudibleMs);
    }

    private string Facts() => FormattableString.Invariant(
        $"{State} {RecordingId} {StartAt:O} {EndAt:O} {Usage} {Confidence}");
}

/// <summary>What the detections of a play add to what the merger found.</summary>
/// <param name="ReferenceMs">Length of the recording, milliseconds.</param>
/// <param name="LastHeardAt">End of the last match, UTC.</param>
/// <param name="AnchorAt">Anchor of the present run, UTC.</param>
/// <param name="EvidenceHash">Hash over detections and clips.</param>
/// <param name="MergeVersion">Version of the merge rules.</param>
public sealed record PlayTrail(int ReferenceMs, DateTime LastHeardAt, DateTime? AnchorAt, string EvidenceHash, int MergeVersion);

/// <summary>What the machine found.</summary>
/// <param name="RecordingId">The recording.</param>
/// <param name="StartAt">First instant, UTC.</param>
/// <param name="EndAt">First instant after it, UTC.</param>
/// <param name="LowerMs">Certainly on air, milliseconds.</param>
/// <param name="UpperMs">Possibly on air, milliseconds.</param>
/// <param name="AudibleMs">Audible, milliseconds.</param>
/// <param name="Usage">Usage class.</param>
/// <param name="Confidence">0…1.</param>
/// <param name="State">State from Detected.</param>
public sealed record MachineFinding(
    RecordingId RecordingId, DateTime StartAt, DateTime EndAt, int LowerMs, int UpperMs, int AudibleMs,
    UsageClass Usage, decimal Confidence, PlayState State)
{
    internal static MachineFinding Of(MergedPlay found) => new(
        new(found.RecordingId), found.Start, found.End, Milliseconds(found.LowerSeconds), Milliseconds(found.UpperSeconds),
        Milliseconds(found.AudibleSeconds), found.Usage, found.Confidence, found.State);

    private static int Milliseconds(decimal seconds) => (int)decimal.Round(seconds * 1000);
}

/// <summary>Which detection belongs to which play (rule INV-2: to one at most).</summary>
public sealed class PlayDetection
{
    /// <summary>The detection.</summary>
    public required Guid DetectionId { get; init; }
    /// <summary>The play.</summary>
    public required PlayId PlayId { get; set; }
}

/// <summary>What a person decides about a play.</summary>
/// <param name="To">The new state.</param>
/// <param name="Reason">Why.</param>
/// <param name="Note">In the person's words.</param>
/// <param name="Recording">Another recording, if the machine was wrong.</param>
/// <param name="StartAt">Another start, UTC.</param>
/// <param name="EndAt">Another end, UTC.</param>
/// <param name="Usage">Another usage class.</param>
public sealed record PlayDecision(
    PlayState To, ReasonCode Reason, string? Note, RecordingId? Recording = null, DateTime? StartAt = null, DateTime? EndAt = null,
    UsageClass? Usage = null);

/// <summary>One move of a play by a person. Rows are only ever added.</summary>
public sealed class Adjudication : IAppendOnly
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }
    /// <summary>The play.</summary>
    public required PlayId PlayId { get; init; }
    /// <summary>State before.</summary>
    public required PlayState From { get; init; }
    /// <summary>State after.</summary>
    public required PlayState To { get; init; }
    /// <summary>Why.</summary>
    public required ReasonCode Reason { get; init; }
    /// <summary>In the person's words.</summary>
    public string? Note { get; init; }
    /// <summary>The facts before.</summary>
    public required string Before { get; init; }
    /// <summary>The facts after.</summary>
    public required string After { get; init; }
    /// <summary>Who decided.</summary>
    public required UserId ActorId { get; init; }
    /// <summary>When, UTC.</summary>
    public required DateTime At { get; init; }
}
