using Marketplace.Core.Kernel;
using Marketplace.Core.Radio.Tracks;
using Marketplace.Web.Shell;
using Marketplace.Web.Ui;
using Microsoft.Extensions.Localization;

namespace Marketplace.Web.Features.Radio.Artist;

/// <summary>Split sheets that wait for this person's answer, or for somebody else's about this person's track: money waits with them.</summary>
public sealed class SplitNeeds(SplitQueries splits, IStringLocalizer texts) : INeeds
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<Blocker>> For(Actor actor, CancellationToken ct)
    {
        if (!actor.IsPerson) return [];
        var mine = (await splits.Invitations(actor, ct)).Select(i => new Blocker("wait", texts["Split"],
            texts["You are asked to agree to a share of {0} % of “{1}”.", (i.BasisPoints / 100m).ToString("0.##"), i.TrackTitle],
            texts["Look at it"], "/splits"));
        var others = (await splits.Unanswered(actor, ct)).Select(i => new Blocker("wait", texts["Split"],
            texts["{0} has not agreed to {1} % of “{2}”. Its money waits.",
                string.Join(", ", i.Sheet.Shares.Where(s => s.AcceptedAt is null).Select(s => s.Name)),
                (i.BasisPoints / 100m).ToString("0.##"), i.TrackTitle],
            texts["Look at it"], $"/artist/tracks/{i.Sheet.Track}"));
        var unwritten = (await splits.WithoutSheet(actor, ct)).Select(t => new Blocker("wait", texts["Split"],
            texts["“{0}” has no split sheet. Its money waits until you say who receives what.", t.Title],
            texts["Write it"], $"/artist/tracks/{t.Track}"));
        return [.. mine, .. others, .. unwritten];
    }
}
