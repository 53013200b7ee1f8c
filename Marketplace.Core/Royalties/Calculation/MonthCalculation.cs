using Marketplace.Core.Kernel;
using Marketplace.Core.Radio;
using Marketplace.Core.Royalties.Pricing;
using Marketplace.Core.Royalties.Statements;

namespace Marketplace.Core.Royalties.Calculation;

/// <summary>Plays → lines → statements, as a pure function: the same input gives the same rows in the same order.</summary>
public static class MonthCalculation
{
    /// <summary>Calculates a month.</summary>
    /// <param name="input">Everything that decides it.</param>
    /// <param name="rules">The price rules.</param>
    /// <returns>The result, or <c>month.unsettled</c> or <c>month.unpriced</c>; nothing is left out silently.</returns>
    public static Result<MonthResult> Of(MonthInput input, RuleBook rules)
    {
        ArgumentNullException.ThrowIfNull(input);
        var zones = input.Stations.ToDictionary(s => s.Key, s => TimeZoneInfo.FindSystemTimeZoneById(s.Value.TimeZone));
        var plays = input.Plays
            .Where(play => Month.Of(TimeZoneInfo.ConvertTimeFromUtc(play.StartUtc, zones[play.Station])) == input.Month) // P-1
            .OrderBy(play => play.StartUtc).ThenBy(play => play.Id.Value).ToList();
        if (plays.Count(play => play.State == PlayState.Detected) is > 0 and var waiting) return RoyaltyErrors.Unsettled(waiting);

        List<Priced> priced = [];
        List<Error> problems = [];
        foreach (var play in plays.Where(play => Counts(play.State) || Waits(play.State)))
        {
            var station = input.Stations[play.Station];
            var recording = input.Recordings[play.Recording];
            var facts = new PricedPlay(play.Recording.Value, play.Station.Value, play.Tier, station.Territory, play.StartUtc,
                play.AudibleSeconds, Math.Floor(recording.Seconds), play.Usage);
            if (rules.Choose(facts).Fails(out var rule, out var problem)
                || PlayPricing.Price(facts, rule, zones[play.Station]).Fails(out var price, out problem))
                problems.Add(problem);
            // Too short to be priced, or licensed in another way: no line without an amount.
            else if (price.IsPriced && price.UsageWeight != 0)
                priced.Add(new Priced(play, station, recording, price, Split(recording, play)));
        }
        if (problems.Count > 0) return RoyaltyErrors.Unpriced(problems.Count, problems[0].Message);

        var lines = LineDrafting.Lines(input.Month, priced, zones);
        return StatementDrafting.Month(input, lines);
    }

    /// <summary>P-2. An amended play is one whose facts a dispute corrected; it counts as corrected.</summary>
    private static bool Counts(PlayState state) => state is PlayState.Confirmed or PlayState.Amended;

    private static bool Waits(PlayState state) => state is PlayState.NeedsReview or PlayState.Disputed;

    /// <summary>X-4: the accepted version in force at the play's start.</summary>
    private static DatedSplit? Split(PlayedRecording recording, HeardPlay play) =>
        recording.Splits.SingleOrDefault(split => split.Table.IsAccepted && split.IsInForce(play.StartUtc));
}

/// <summary>A play with its price and the split that divides it.</summary>
internal sealed record Priced(HeardPlay Play, HeardStation Station, PlayedRecording Recording, PlayPrice Price, DatedSplit? Split)
{
    /// <summary>Why it is not paid now, the reason that has to be removed first; null if it is paid.</summary>
    public HeldReason? Held => Play.State switch
    {
        PlayState.Disputed => HeldReason.Disputed,
        PlayState.NeedsReview => HeldReason.InReview,
        _ when Recording.IsConflicted => HeldReason.OwnershipConflict,
        _ when Split is null || Split.Table.Problem() is not null => HeldReason.SplitPending,
        _ => null,
    };
}
