using Marketplace.Core.Kernel;
using Marketplace.Core.Royalties.Calculation;
using Marketplace.Web.Shell;
using Marketplace.Web.Ui;
using Microsoft.Extensions.Localization;

namespace Marketplace.Web.Features.Royalties;

/// <summary>The artist's running month in money.</summary>
public sealed class EarningTiles(EarningsSoFar earnings, IStringLocalizer texts) : IHomeTiles
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<HomeTile>> For(Actor actor, Capability home, CancellationToken ct)
    {
        if (home != Capability.Artist || !actor.Can(Capability.Artist) || await earnings.Of(actor, ct) is not { } month) return [];
        if (!month.IsKnown) return [new HomeTile(texts["Earned this month"], "–", texts["no price rule covers it yet"])];
        return
        [
            new HomeTile(texts["Earned this month"], month.Earned.ForPeople(), texts["so far, your shares after commission, before tax"], "/artist/statements"),
            month.Held.IsZero
                ? new HomeTile(texts["Held this month"], month.Held.ForPeople(), texts["nothing is held"])
                : new HomeTile(texts["Held this month"], month.Held.ForPeople(), texts["whole lines before they are divided; not in the sum"], "/needs"),
        ];
    }
}
