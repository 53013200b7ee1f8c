using Marketplace.Core.Kernel;
using Marketplace.Web.Ui;

namespace Marketplace.Web.Shell;

/// <summary>A feature's answer to: what waits for this person? The top bar counts the answers, and one page lists them.</summary>
public interface INeeds
{
    /// <summary>What only this person can move on, most urgent first; cheap, because every page asks.</summary>
    Task<IReadOnlyList<Blocker>> For(Actor actor, CancellationToken ct);
}
