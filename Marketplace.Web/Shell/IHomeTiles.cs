using Marketplace.Core.Kernel;

namespace Marketplace.Web.Shell;

/// <summary>A number on somebody's home.</summary>
/// <param name="Label">What it is, translated.</param>
/// <param name="Value">The number as people read it.</param>
/// <param name="Note">What it is made of, in one line, translated.</param>
/// <param name="Href">Where it opens to, or null.</param>
public sealed record HomeTile(string Label, string Value, string Note, string? Href = null);

/// <summary>A feature's numbers for the home of another one, which lies below it and cannot know it.</summary>
public interface IHomeTiles
{
    /// <summary>Tiles for the home of this capability; none for other homes and other people.</summary>
    Task<IReadOnlyList<HomeTile>> For(Actor actor, Capability home, CancellationToken ct);
}
