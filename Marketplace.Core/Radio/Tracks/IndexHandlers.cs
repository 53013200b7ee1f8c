using Marketplace.Core.Kernel;

namespace Marketplace.Core.Radio.Tracks;

/// <summary>Keeps this node's index in step with tracks that any node finished or took back.</summary>
public sealed class IndexHandlers(RecordingIndex index) : IEventHandler<TrackListening>, IEventHandler<TrackWithdrawn>
{
    /// <inheritdoc/>
    public Task Handle(TrackListening happened, CancellationToken ct) => index.Refresh(happened.Recording, ct);

    /// <inheritdoc/>
    public Task Handle(TrackWithdrawn happened, CancellationToken ct) =>
        happened.Recording is { } recording ? index.Refresh(recording, ct) : Task.CompletedTask;
}
