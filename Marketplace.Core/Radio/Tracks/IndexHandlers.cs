using Marketplace.Core.Kernel;

namespace Marketplace.Core.Radio.Tracks;

/// <summary>Keeps the index of the node that is told in step at once; the others compare with the tables within half a minute.</summary>
public sealed class IndexHandlers(RecordingIndex index) : IEventHandler<TrackListening>, IEventHandler<TrackWithdrawn>
{
    /// <inheritdoc/>
    public Task Handle(TrackListening happened, CancellationToken ct) => index.Refresh(happened.Recording, ct);

    /// <inheritdoc/>
    public Task Handle(TrackWithdrawn happened, CancellationToken ct) =>
        happened.Recording is { } recording ? index.Refresh(recording, ct) : Task.CompletedTask;
}
