using Marketplace.Core.Kernel;
using Marketplace.Core.Radio.Tracks;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Radio.Plays;

/// <summary>A moderator decides about a play, with a reason; what the machine found stays beside it (rules C-4, C-5).</summary>
/// <remarks>Errors: play.forbidden, play.unknown, play.party, play.times, play.recording, play.note, state. Raises <see cref="PlayChanged"/>.</remarks>
public sealed class AdjudicatePlay(Work work, TrackQueries tracks, PlayParties parties, TimeProvider clock)
{
    /// <summary>Longest note, characters.</summary>
    public const int NoteLimit = 500;

    /// <param name="Play">The play.</param>
    /// <param name="Decision">What is decided.</param>
    /// <param name="Key">Idempotency key.</param>
    public sealed record Command(PlayId Play, PlayDecision Decision, Guid Key) : ICommand
    {
        /// <inheritdoc/>
        public IEnumerable<Error> Problems()
        {
            if (Decision.StartAt is { } start && Decision.EndAt is { } end && end <= start) yield return PlayErrors.Times;
            if (Decision.Reason == ReasonCode.Other && string.IsNullOrWhiteSpace(Decision.Note)) yield return PlayErrors.NoNote;
            if (Decision.Note?.Length > NoteLimit) yield return PlayErrors.LongNote;
        }
    }

    /// <summary>Decides.</summary>
    public Task<Result<PlayChanged>> Run(Command command, Actor actor, CancellationToken ct) =>
        work.Run<PlayChanged>(command, actor, async db =>
        {
            if (!actor.Is(StaffRole.Moderator)) return PlayErrors.Forbidden;
            var play = await db.Plays.SingleOrDefaultAsync(p => p.Id == command.Play && !p.IsWithdrawn, ct);
            if (play is null) return PlayErrors.Unknown;
            if (await parties.Includes(play, actor.UserId, ct)) return PlayErrors.Party;
            if (command.Decision.Recording is { } other && !(await tracks.SecondsOf([other], ct)).ContainsKey(other))
                return PlayErrors.UnknownRecording;
            var (start, end) = (command.Decision.StartAt ?? play.StartAt, command.Decision.EndAt ?? play.EndAt);
            if (end <= start) return PlayErrors.Times;

            if (play.Decide(command.Decision, actor.UserId, clock.GetUtcNow().UtcDateTime).Fails(out var row, out var error)) return error;
            db.Adjudications.Add(row);
            var artists = (await tracks.NamesOf([play.RecordingId], ct))[play.RecordingId].Select(t => t.ArtistId).Distinct();
            var changed = new PlayChanged(play.Id, play.StationId, [.. artists], play.State, IsNew: false);
            db.Tell(changed, row.At);
            return changed;
        }, ct);
}
