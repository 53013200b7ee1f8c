using Marketplace.Core.Kernel;
using Marketplace.Core.Media;

namespace Marketplace.Core.Radio.Tracks;

/// <summary>An artist hands in a file that was uploaded completely, with what is known about it.</summary>
/// <remarks>The title may be empty: then the file's own tags are asked. Errors: track.not_artist, isrc.form, track.upload. Raises
/// <see cref="TrackSubmitted"/>.</remarks>
public sealed class CreateTrack(Work work, CompletedUploads uploads, TimeProvider clock)
{
    /// <param name="Upload">The complete upload.</param>
    /// <param name="Title">Title, or empty.</param>
    /// <param name="VersionTitle">For example "radio edit", or empty.</param>
    /// <param name="Genre">Free word, or empty.</param>
    /// <param name="Isrc">As people type it, or empty.</param>
    /// <param name="Language">Language tag of the lyrics, or null.</param>
    /// <param name="Key">The caller's key.</param>
    public sealed record Command(
        UploadId Upload, string Title, string VersionTitle, string Genre, string? Isrc, string? Language, Guid Key) : ICommand
    {
        /// <inheritdoc/>
        public IEnumerable<Error> Problems() => TrackRules.Problems(Title, VersionTitle, Genre, Isrc);
    }

    /// <summary>Runs the use case.</summary>
    public Task<Result<TrackId>> Run(Command command, Actor actor, CancellationToken ct) =>
        work.Run<TrackId>(command, actor, async db =>
        {
            if (!actor.Can(Capability.Artist)) return TrackErrors.NotArtist;
            if (await uploads.Take(db, command.Upload, actor.UserId, UploadPurpose.Audio, ct) is not { } file) return TrackErrors.Upload;
            var details = TrackRules.Details(command.Title, command.VersionTitle, command.Genre, command.Isrc, command.Language);
            var track = new Track(actor.UserId, details, file.Blob, file.FileName, clock.GetUtcNow().UtcDateTime);
            db.Tracks.Add(track);
            return track.Id;
        }, ct);
}
