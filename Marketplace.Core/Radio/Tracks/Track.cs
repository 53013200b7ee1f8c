using Marketplace.Core.Kernel;

namespace Marketplace.Core.Radio.Tracks;

/// <summary>What the artist says about a track.</summary>
/// <param name="Title">Title, at most 200 characters; empty only until the file's own tags are read.</param>
/// <param name="VersionTitle">For example "radio edit"; empty for the main version.</param>
/// <param name="Genre">Free word, at most 60 characters.</param>
/// <param name="Isrc">12 characters without hyphens, or null.</param>
/// <param name="Language">Language tag of the lyrics, or null.</param>
public sealed record TrackDetails(string Title, string VersionTitle, string Genre, string? Isrc, string? Language);

/// <summary>A row that an artist uploaded: a file, what is said about it, and how far it has come.</summary>
public sealed class Track : Entity
{
    private Track()
    {
    }

    /// <summary>A new track that waits for the pipeline.</summary>
    /// <param name="artist">Whose it is.</param>
    /// <param name="details">What is said about it; the title may be empty.</param>
    /// <param name="audioBlob">Content name of the file.</param>
    /// <param name="fileName">Name it was uploaded under, for people only.</param>
    /// <param name="now">UTC.</param>
    public Track(UserId artist, TrackDetails details, string audioBlob, string fileName, DateTime now)
    {
        Id = TrackId.New();
        ArtistId = artist;
        AudioBlob = audioBlob;
        FileName = fileName;
        CreatedAt = now;
        StateAt = now;
        Describe(details);
        Raise(new TrackSubmitted(Id, ArtistId, now));
    }

    /// <summary>Its id.</summary>
    public TrackId Id { get; private set; }

    /// <summary>The account that handed it in.</summary>
    public UserId ArtistId { get; private set; }

    /// <summary>Title.</summary>
    public string Title { get; private set; } = "";

    /// <summary>Which version of the title, or empty.</summary>
    public string VersionTitle { get; private set; } = "";

    /// <summary>Genre as a free word, or empty.</summary>
    public string Genre { get; private set; } = "";

    /// <summary>Code of the recording, 12 characters, or null.</summary>
    public string? Isrc { get; private set; }

    /// <summary>Language of the lyrics, or null.</summary>
    public string? Language { get; private set; }

    /// <summary>Content name of the audio file.</summary>
    public string AudioBlob { get; private set; } = "";

    /// <summary>Name the file was uploaded under.</summary>
    public string FileName { get; private set; } = "";

    /// <summary>Content name of the cover in its largest size, or null for a generated one.</summary>
    public string? CoverBlob { get; private set; }

    /// <summary>Length, seconds; 0 until the file was scanned.</summary>
    public double DurationSeconds { get; private set; }

    /// <summary>Mean level, dB relative to full scale; null until decoded.</summary>
    public double? LevelDb { get; private set; }

    /// <summary>How far it has come.</summary>
    public TrackState State { get; private set; } = TrackState.Uploaded;

    /// <summary>Since when, UTC.</summary>
    public DateTime StateAt { get; private set; }

    /// <summary>Stable code of why it stopped, or null.</summary>
    public string? FailureCode { get; private set; }

    /// <summary>Why it stopped and what to do, for people, or null.</summary>
    public string? FailureReason { get; private set; }

    /// <summary>Whether the same file may work later; otherwise another file is needed.</summary>
    public bool MayRetry { get; private set; }

    /// <summary>The recording it belongs to; null until it was compared with the library.</summary>
    public RecordingId? RecordingId { get; private set; }

    /// <summary>The recording that the artist is asked about while the state is <see cref="TrackState.DuplicateFound"/>.</summary>
    public RecordingId? DuplicateOf { get; private set; }

    /// <summary>When it was handed in, UTC.</summary>
    public DateTime CreatedAt { get; private set; }

    /// <summary>Title with its version, as lists show it.</summary>
    public string FullTitle => VersionTitle.Length == 0 ? Title : $"{Title} ({VersionTitle})";

    /// <summary>The artist corrects what is said about the track.</summary>
    public Result<TrackProgressed> Edit(TrackDetails details, DateTime now)
    {
        if (State == TrackState.Withdrawn) return TrackFlow.Steps.Check(State, State)!;
        Describe(details);
        if (State == TrackState.MetadataNeeded && Title.Length > 0)
        {
            State = TrackState.Fingerprinted;
            StateAt = now;
            Raise(new TrackSubmitted(Id, ArtistId, now));
        }
        return Raise(new TrackProgressed(Id, ArtistId, State, now));
    }

    /// <summary>Another cover, or none.</summary>
    public Result<TrackProgressed> ChangeCover(string? blob, DateTime now)
    {
        if (State == TrackState.Withdrawn) return TrackFlow.Steps.Check(State, State)!;
        CoverBlob = blob;
        return Raise(new TrackProgressed(Id, ArtistId, State, now));
    }

    /// <summary>The file was opened. Its own title fills an empty one.</summary>
    public Result<TrackProgressed> Scan(double durationSeconds, string? embeddedTitle, DateTime now)
    {
        if (TrackFlow.Steps.Check(State, TrackState.Scanned) is { } wrong) return wrong;
        DurationSeconds = durationSeconds;
        if (Title.Length == 0) Title = Cut(embeddedTitle, 200);
        return Move(TrackState.Scanned, now);
    }

    /// <summary>The print is kept.</summary>
    public Result<TrackProgressed> TakePrint(double durationSeconds, double levelDb, DateTime now)
    {
        if (TrackFlow.Steps.Check(State, TrackState.Fingerprinted) is { } wrong) return wrong;
        DurationSeconds = durationSeconds;
        LevelDb = levelDb;
        return Move(TrackState.Fingerprinted, now);
    }

    /// <summary>There is no title to list it under.</summary>
    public Result<TrackProgressed> AskForTitle(DateTime now) =>
        TrackFlow.Steps.Check(State, TrackState.MetadataNeeded) is { } wrong ? wrong : Move(TrackState.MetadataNeeded, now);

    /// <summary>The artist has this recording already: version or duplicate? (rule D-1)</summary>
    public Result<TrackProgressed> AskAboutDuplicate(RecordingId same, DateTime now)
    {
        if (TrackFlow.Steps.Check(State, TrackState.DuplicateFound) is { } wrong) return wrong;
        DuplicateOf = same;
        return Move(TrackState.DuplicateFound, now);
    }

    /// <summary>It belongs to this recording, which is listened for.</summary>
    public Result<TrackListening> Listen(RecordingId recording, DateTime now)
    {
        if (TrackFlow.Steps.Check(State, TrackState.Listening) is { } wrong) return wrong;
        RecordingId = recording;
        DuplicateOf = null;
        Move(TrackState.Listening, now);
        return Raise(new TrackListening(Id, ArtistId, recording, now));
    }

    /// <summary>It cannot go on.</summary>
    public Result<TrackProgressed> Fail(string code, string reason, bool mayRetry, DateTime now)
    {
        if (TrackFlow.Steps.Check(State, TrackState.Failed) is { } wrong) return wrong;
        var failed = Move(TrackState.Failed, now);
        (FailureCode, FailureReason, MayRetry) = (code, reason, mayRetry);
        return failed;
    }

    /// <summary>Starts again from the file.</summary>
    public Result<TrackProgressed> Retry(string? newAudioBlob, string? newFileName, DateTime now)
    {
        if (TrackFlow.Steps.Check(State, TrackState.Uploaded) is { } wrong) return wrong;
        if (newAudioBlob is null && !MayRetry) return TrackErrors.NeedsFile;
        if (newAudioBlob is not null) (AudioBlob, FileName) = (newAudioBlob, newFileName ?? FileName);
        var moved = Move(TrackState.Uploaded, now);
        Raise(new TrackSubmitted(Id, ArtistId, now));
        return moved;
    }

    /// <summary>The artist takes it back. Its plays and statements stay.</summary>
    public Result<TrackWithdrawn> Withdraw(DateTime now)
    {
        if (TrackFlow.Steps.Check(State, TrackState.Withdrawn) is { } wrong) return wrong;
        Move(TrackState.Withdrawn, now);
        return Raise(new TrackWithdrawn(Id, ArtistId, RecordingId, now));
    }

    private TrackProgressed Move(TrackState to, DateTime now)
    {
        State = to;
        StateAt = now;
        (FailureCode, FailureReason, MayRetry) = (null, null, false);
        return Raise(new TrackProgressed(Id, ArtistId, to, now));
    }

    private void Describe(TrackDetails details)
    {
        Title = Cut(details.Title, 200);
        VersionTitle = Cut(details.VersionTitle, 100);
        Genre = Cut(details.Genre, 60);
        Isrc = details.Isrc;
        Language = details.Language;
    }

    private static string Cut(string? text, int most)
    {
        var clean = (text ?? "").Trim();
        return clean.Length <= most ? clean : clean[..most];
    }
}
