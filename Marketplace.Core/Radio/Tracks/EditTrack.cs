using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Radio.Tracks;

/// <summary>The artist corrects what is said about a track; a track that waited for its title goes on.</summary>
/// <remarks>Errors: track.title, track.version, track.genre, isrc.form, track.unknown, state.</remarks>
public sealed class EditTrack(Work work, TimeProvider clock)
{
    /// <param name="Track">Which track.</param>
    /// <param name="Title">Title; needed here.</param>
    /// <param name="VersionTitle">For example "radio edit", or empty.</param>
    /// <param name="Genre">Free word, or empty.</param>
    /// <param name="Isrc">As people type it, or empty.</param>
    /// <param name="Language">Language tag of the lyrics, or null.</param>
    /// <param name="Key">The caller's key.</param>
    public sealed record Command(
        TrackId Track, string Title, string VersionTitle, string Genre, string? Isrc, string? Language, Guid Key) : ICommand
    {
        /// <inheritdoc/>
        public IEnumerable<Error> Problems()
        {
            if (string.IsNullOrWhiteSpace(Title)) yield return TrackErrors.NoTitle;
            foreach (var problem in TrackRules.Problems(Title, VersionTitle, Genre, Isrc)) yield return problem;
        }
    }

    /// <summary>Runs the use case.</summary>
    public Task<Result<TrackProgressed>> Run(Command command, Actor actor, CancellationToken ct) =>
        work.Run<TrackProgressed>(command, actor, async db =>
        {
            var track = await db.Tracks.SingleOrDefaultAsync(t => t.Id == command.Track && t.ArtistId == actor.UserId, ct);
            if (track is null) return TrackErrors.Unknown;
            var details = TrackRules.Details(command.Title, command.VersionTitle, command.Genre, command.Isrc, command.Language);
            return track.Edit(details, clock.GetUtcNow().UtcDateTime);
        }, ct);
}
