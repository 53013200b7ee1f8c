using Marketplace.Core.Kernel;
using Marketplace.Core.Radio.Tracks;
using Marketplace.Core.Royalties.Periods;
using Marketplace.Core.Royalties.Rules;
using Marketplace.Core.Royalties.Statements;

namespace Marketplace.Core.Royalties.Calculation;

/// <summary>What somebody's running month comes to until now. It may still change: plays come and go until the month is approved.</summary>
/// <param name="Month">The month, by the clock of the house.</param>
/// <param name="Earned">Shares after commission, before tax.</param>
/// <param name="Held">Provisional gross of held lines, outside <paramref name="Earned"/>.</param>
/// <param name="IsKnown">Whether it could be computed; false while a price rule is missing.</param>
public sealed record Earnings(Month Month, Money Earned, Money Held, bool IsKnown);

/// <summary>Prices the running month of one person by the same function that makes statements, so that both say the same.</summary>
public sealed class EarningsSoFar(MonthInputQueries inputs, RuleQueries rules, TrackQueries tracks, SplitQueries splits, TimeProvider clock)
{
    /// <summary>The actor's own running month; null for guests.</summary>
    public async Task<Earnings?> Of(Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (!actor.IsPerson) return null;
        var now = clock.GetUtcNow().UtcDateTime;
        var month = Royalties.Month.Of(TimeZoneInfo.ConvertTimeFromUtc(now, MonthClock.House));
        var own = (await tracks.RecordingsOf(actor.UserId, ct)).Concat(await splits.SharedWith(actor.UserId, ct)).Distinct().ToList();
        var zero = Money.Zero(Asset.Ghs);
        if (own.Count == 0) return new Earnings(month, zero, zero, IsKnown: true);

        var input = await inputs.LoadOf(month, own, ct);
        // What is on air now has no length yet.
        input = input with { Plays = [.. input.Plays.Where(play => play.EndUtc <= now)] };
        if ((await rules.Book(ct)).Fails(out var book, out _) || MonthCalculation.Of(input, book).Fails(out var result, out _))
            return new Earnings(month, zero, zero, IsKnown: false);
        var mine = result.Statements.Where(s => s.Kind == StatementKind.Artist && s.Account == actor.UserId).ToList();
        return new Earnings(month, new Money(mine.Sum(s => s.Earnings), Asset.Ghs), new Money(mine.Sum(s => s.Held), Asset.Ghs), IsKnown: true);
    }
}
