using Marketplace.Core.Kernel;

namespace Marketplace.Core.Radio.Tracks;

/// <summary>How far a split sheet has come.</summary>
public enum SplitState
{
    /// <summary>Somebody declined; the artist proposes another one.</summary>
    Draft,
    /// <summary>Waiting for contributors.</summary>
    Proposed,
    /// <summary>Everybody agreed; it is in force from its date on.</summary>
    Accepted,
    /// <summary>A later sheet took its place.</summary>
    Superseded,
}

/// <summary>What a contributor did for a track.</summary>
public enum ContributorRole
{
    /// <summary>Sings or plays.</summary>
    Performer,
    /// <summary>Wrote the music.</summary>
    Composer,
    /// <summary>Wrote the words.</summary>
    Author,
    /// <summary>Produced the recording.</summary>
    Producer,
    /// <summary>Owns the recording.</summary>
    Label,
    /// <summary>Publishes the work.</summary>
    Publisher,
}

/// <summary>One line of a split sheet as the artist types it.</summary>
/// <param name="Name">The contributor's name.</param>
/// <param name="Email">Where to ask for agreement; null for the artist's own line, or for somebody who cannot be asked.</param>
/// <param name="Role">What the person did.</param>
/// <param name="BasisPoints">Share, 10 000 is the whole.</param>
/// <param name="IsMe">Whether it is the artist's own line.</param>
public sealed record ShareLine(string Name, string? Email, ContributorRole Role, int BasisPoints, bool IsMe);

/// <summary>One version of who receives what of a track. Accepted versions sum to 10 000 and never overlap in time (INV-5).</summary>
public sealed class SplitVersion : Entity
{
    /// <summary>The whole, in basis points.</summary>
    public const int Whole = 10_000;

    /// <summary>All allowed steps; the README prints the same table.</summary>
    public static readonly Flow<SplitState> Flow = new(
        (SplitState.Proposed, SplitState.Accepted), (SplitState.Proposed, SplitState.Draft),
        (SplitState.Proposed, SplitState.Superseded), (SplitState.Draft, SplitState.Superseded),
        (SplitState.Accepted, SplitState.Superseded));

    private readonly List<SplitShare> _shares = [];

    private SplitVersion()
    {
    }

    /// <summary>The artist proposes a sheet; the artist's own lines are agreed by that.</summary>
    internal SplitVersion(Track track, int number, DateTime from, IReadOnlyList<ShareLine> lines, DateTime now)
    {
        (Id, TrackId, ArtistId, Number, From, ProposedAt) = (SplitVersionId.New(), track.Id, track.ArtistId, number, from, now);
        State = SplitState.Proposed;
        for (var i = 0; i < lines.Count; i++) _shares.Add(new SplitShare(Id, i + 1, lines[i], track.ArtistId, now));
        Raise(new SplitProposed(Id, TrackId, ArtistId, now));
        SettleIfAgreed(now);
    }

    /// <summary>Its id.</summary>
    public SplitVersionId Id { get; private set; }

    /// <summary>Whose money it divides.</summary>
    public TrackId TrackId { get; private set; }

    /// <summary>Who proposed it.</summary>
    public UserId ArtistId { get; private set; }

    /// <summary>1, 2, 3 … within the track.</summary>
    public int Number { get; private set; }

    /// <summary>State.</summary>
    public SplitState State { get; private set; }

    /// <summary>First instant it holds for, UTC.</summary>
    public DateTime From { get; private set; }

    /// <summary>First instant it no longer holds for, UTC; null while nothing follows.</summary>
    public DateTime? To { get; private set; }

    /// <summary>When it was proposed, UTC.</summary>
    public DateTime ProposedAt { get; private set; }

    /// <summary>When the last contributor agreed, UTC. A superseded version without it was never in force.</summary>
    public DateTime? AcceptedAt { get; private set; }

    /// <summary>What a contributor wrote when declining, or empty.</summary>
    public string DeclineReason { get; private set; } = "";

    /// <summary>The lines, in order.</summary>
    public IReadOnlyList<SplitShare> Shares => _shares;

    /// <summary>A contributor agrees to every line of theirs.</summary>
    /// <param name="user">Who agrees.</param>
    /// <param name="provedEmail">The address that this account proved, or null.</param>
    /// <param name="now">UTC.</param>
    public Result<SplitAnswered> Accept(UserId user, string? provedEmail, DateTime now)
    {
        if (MineIn(user, provedEmail) is not { Count: > 0 } mine) return TrackErrors.UnknownSplit;
        if (Flow.Check(State, SplitState.Accepted) is { } wrong) return wrong;
        foreach (var share in mine) share.Accept(user, now);
        SettleIfAgreed(now);
        return Raise(new SplitAnswered(Id, TrackId, ArtistId, user, true, now));
    }

    /// <summary>A contributor does not agree; the sheet goes back to the artist.</summary>
    public Result<SplitAnswered> Decline(UserId user, string? provedEmail, string reason, DateTime now)
    {
        if (MineIn(user, provedEmail) is not { Count: > 0 } mine) return TrackErrors.UnknownSplit;
        if (Flow.Check(State, SplitState.Draft) is { } wrong) return wrong;
        foreach (var share in mine) share.Decline(user, now);
        State = SplitState.Draft;
        DeclineReason = reason.Length <= 400 ? reason : reason[..400];
        return Raise(new SplitAnswered(Id, TrackId, ArtistId, user, false, now));
    }

    /// <summary>A later sheet takes its place: a proposal at once, one in force at the date of the later one.</summary>
    internal void GiveWay(DateTime from)
    {
        if (State == SplitState.Accepted) To = from;
        State = SplitState.Superseded;
    }

    private List<SplitShare> MineIn(UserId user, string? provedEmail) =>
        [.. _shares.Where(s => s.ContributorId == user || (provedEmail is not null && s.ContributorId is null && s.Email == provedEmail))];

    // Somebody who has neither account nor address cannot be asked: that share waits under the name until it is claimed.
    private void SettleIfAgreed(DateTime now)
    {
        if (!_shares.All(s => s.AcceptedAt is not null || !s.CanBeAsked)) return;
        State = SplitState.Accepted;
        AcceptedAt = now;
        Raise(new SplitAccepted(Id, TrackId, ArtistId, From, now));
    }
}
