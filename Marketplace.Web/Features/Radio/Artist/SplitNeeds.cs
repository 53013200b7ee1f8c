using Marketplace.Core.Kernel;
using Marketplace.Core.Radio.Tracks;
using Marketplace.Web.Shell;
using Marketplace.Web.Ui;
using Microsoft.Extensions.Localization;

namespace Marketplace.Web.Features.Radio.Artist;

/// <summary>Split sheets that wait for this person's answer: their money waits with them.</summary>
public sealed class SplitNeeds(SplitQueries splits, IStringLocalizer texts) : INeeds
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<Blocker>> For(Actor actor, CancellationToken ct)
    {
        if (!actor.IsPerson) return [];
        var waiting = await splits.Invitations(actor, ct);
        return [.. waiting.Select(i => new Blocker("wait", texts["Split"],
            texts["You are asked to agree to a share of {0} % of “{1}”.", (i.BasisPoints / 100m).ToString("0.##"), i.TrackTitle],
            texts["Look at it"], "/splits"))];
    }
}
