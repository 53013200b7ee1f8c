using Marketplace.Core.Kernel;

namespace Marketplace.Core.Radio.Plays;

/// <summary>A play was heard for the first time, went on, ended otherwise than expected, or was decided on.</summary>
/// <param name="Play">The play.</param>
/// <param name="Station">Where.</param>
/// <param name="Artists">Whose recording it is.</param>
/// <param name="State">Where it stands.</param>
/// <param name="IsNew">Whether it is the first that is heard of it.</param>
public sealed record PlayChanged(PlayId Play, StationId Station, IReadOnlyList<UserId> Artists, PlayState State, bool IsNew) : ILiveEvent
{
    /// <inheritdoc/>
    public IEnumerable<string> Topics =>
        [RadioTopics.Play(Play), RadioTopics.Station(Station), RadioTopics.OnAir, .. Artists.Select(RadioTopics.Artist)];
}
