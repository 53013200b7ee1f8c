using Marketplace.Core.Kernel;
using Marketplace.Core.Royalties.Calculation;
using Marketplace.Core.Royalties.Periods;
using Marketplace.Core.Royalties.Statements;
using Marketplace.Web.Features.Royalties.Reports;
using Marketplace.Web.Shell;
using Marketplace.Web.Ui;
using Microsoft.Extensions.Localization;

namespace Marketplace.Web.Features.Royalties;

/// <summary>The artist's running month in money, and the last month that was paid.</summary>
public sealed class EarningTiles(EarningsSoFar earnings, StatementQueries statements, IStringLocalizer texts) : IHomeTiles
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<HomeTile>> For(Actor actor, Capability home, CancellationToken ct)
    {
        if (home != Capability.Artist || !actor.Can(Capability.Artist)) return [];
        return [.. await Running(actor, ct), .. await Last(actor, ct)];
    }

    private async Task<IReadOnlyList<HomeTile>> Running(Actor actor, CancellationToken ct)
    {
        if (await earnings.Of(actor, ct) is not { } month) return [];
        if (!month.IsKnown) return [new HomeTile(texts["Earned this month"], "–", texts["no price rule covers it yet"])];
        return
        [
            new HomeTile(texts["Earned this month"], month.Earned.ForPeople(), texts["so far, your shares after commission, before tax"], "/artist/statements"),
            month.Held.IsZero
                ? new HomeTile(texts["Held this month"], month.Held.ForPeople(), texts["nothing is held"])
                : new HomeTile(texts["Held this month"], month.Held.ForPeople(), texts["whole lines before they are divided; not in the sum"], "/needs"),
        ];
    }

    private async Task<IReadOnlyList<HomeTile>> Last(Actor actor, CancellationToken ct)
    {
        var found = await statements.Mine(actor, StatementKind.Artist, 0, 1, ct);
        return found.Items is not [var last] ? [] :
        [
            new HomeTile(texts["Royalties of {0}", ReportWords.MonthName(last.Period)], last.Credit.ForPeople(),
                last.PaidAt is { } at ? texts["paid into your wallet on {0}", at.In(MonthClock.House).ShortDay()] : texts["approved, on its way into your wallet"],
                $"/statements/{last.Id}"),
        ];
    }
}
