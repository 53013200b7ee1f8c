namespace Marketplace.Core.Radio.UnknownMusic;

/// <summary>How much unknown music is remembered.</summary>
public sealed record UnknownMusicOptions
{
    /// <summary>Prints kept at most, about 12 kB of memory each; what was heard once goes first. 0 remembers nothing.</summary>
    public int MostPieces { get; init; } = 10_000;

    /// <summary>How long music stays that was heard once.</summary>
    public TimeSpan SinglesKept { get; init; } = TimeSpan.FromDays(14);

    /// <summary>How long music stays after it was heard for the last time; as long as evidence.</summary>
    public TimeSpan SoundsKept { get; init; } = TimeSpan.FromDays(183);

    /// <summary>How old this node's side index may be before it is brought up to date.</summary>
    public TimeSpan IndexAge { get; init; } = TimeSpan.FromMinutes(1);
}
