using Marketplace.Core.Kernel;

namespace Marketplace.Core.Radio.Tracks;

/// <summary>Contributors are asked to agree to a split sheet.</summary>
public sealed record SplitProposed(SplitVersionId Split, TrackId Track, UserId Artist, DateTime At) : ILiveEvent
{
    /// <inheritdoc/>
    public IEnumerable<string> Topics => TrackTopics.Of(Track, Artist);
}

/// <summary>A contributor agreed or declined.</summary>
public sealed record SplitAnswered(
    SplitVersionId Split, TrackId Track, UserId Artist, UserId Contributor, bool Agreed, DateTime At) : ILiveEvent
{
    /// <inheritdoc/>
    public IEnumerable<string> Topics => [.. TrackTopics.Of(Track, Artist), $"artist:{Contributor}"];
}

/// <summary>Everybody agreed: royalties of the track that waited for it can be divided .</summary>
public sealed record SplitAccepted(SplitVersionId Split, TrackId Track, UserId Artist, DateTime From, DateTime At) : ILiveEvent
{
    /// <inheritdoc/>
    public IEnumerable<string> Topics => TrackTopics.Of(Track, Artist);
}
