using Marketplace.Core.Kernel;
using Marketplace.Core.Radio;

namespace Marketplace.Core.Royalties.Pricing;

/// <summary>What pricing needs to know of a play. Its confidence is not among it .</summary>
/// <param name="RecordingId">What was played.</param>
/// <param name="StationId">Where.</param>
/// <param name="Tier">Tier of the station at that time.</param>
/// <param name="Territory">ISO 3166-1 alpha-2.</param>
/// <param name="StartUtc">First instant.</param>
/// <param name="AudibleSeconds">What could be heard.</param>
/// <param name="RecordingSeconds">D: length of the recording.</param>
/// <param name="Usage">What the music was doing.</param>
public sealed record PricedPlay(
    Guid RecordingId, Guid StationId, StationTier Tier, string Territory, DateTime StartUtc, decimal AudibleSeconds,
    decimal RecordingSeconds, UsageClass Usage);

/// <summary>The price of one play with everything that made it.</summary>
/// <param name="ChargeableSeconds">c; null if the play is too short to be priced.</param>
/// <param name="Amount">Whole units, 6 decimals; never rounded further per play.</param>
/// <param name="RuleId">The rule.</param>
/// <param name="RuleVersion">Its version.</param>
/// <param name="Method">How it was priced.</param>
/// <param name="Rate">Amount per second or per play, whole units.</param>
/// <param name="TierWeight">Factor.</param>
/// <param name="DaypartWeight">Factor.</param>
/// <param name="UsageWeight">Factor.</param>
/// <param name="TerritoryWeight">Factor.</param>
/// <param name="DaypartCode">Part of the local day.</param>
/// <param name="LocalStart">R-6: the station's own time; decides part of the day and month.</param>
public sealed record PlayPrice(
    decimal? ChargeableSeconds, decimal Amount, string RuleId, int RuleVersion, PricingMethod Method, decimal Rate,
    decimal TierWeight, decimal DaypartWeight, decimal UsageWeight, decimal TerritoryWeight, string DaypartCode,
    DateTime LocalStart)
{
    /// <summary>P-1: the month the play belongs to, first day.</summary>
    public DateOnly Month => new(LocalStart.Year, LocalStart.Month, 1);

    /// <summary>Whether the play earns anything at all by its length.</summary>
    public bool IsPriced => ChargeableSeconds is not null;
}

/// <summary>Rules: the price of one play.</summary>
public static class PlayPricing
{
    /// <summary>Digits after the point that a play amount and its points keep .</summary>
    public const int Decimals = 6;

    /// <summary>Prices a play by one rule.</summary>
    /// <param name="play">The play.</param>
    /// <param name="rule">The rule that <see cref="RuleBook.Choose"/> found.</param>
    /// <param name="zone">The station's IANA zone.</param>
    /// <returns>The price, or the error <c>rule.weight</c> if a table of the rule has no entry for the play.</returns>
    public static Result<PlayPrice> Price(PricedPlay play, RateRule rule, TimeZoneInfo zone)
    {
        if (!rule.TierWeights.TryGetValue(play.Tier, out var tier)
            || !rule.UsageWeights.TryGetValue(play.Usage, out var usage)
            || !rule.TerritoryWeights.TryGetValue(play.Territory, out var territory))
            return Error.Invalid("rule.weight", "The price rule has no weight for this tier, usage or territory.");

        var local = TimeZoneInfo.ConvertTimeFromUtc(play.StartUtc, zone);
        var daypart = rule.Dayparts.At(local);
        var seconds = Chargeable(play, rule);
        var amount = 0m;
        if (seconds is { } priced)
        {
            var factors = tier * daypart.Weight * usage * territory;
            amount = rule.Method switch
            {
                PricingMethod.RatePerSecond => priced * rule.Amount * factors,
                PricingMethod.PerPlay => usage == 0 ? 0 : Bounded(rule.Amount * factors, rule), // no usage weight, no floor.
                _ => throw new ArgumentOutOfRangeException(nameof(rule), rule.Method, "No such method."),
            };
        }
        return new PlayPrice(
            seconds, Math.Round(amount, Decimals, MidpointRounding.AwayFromZero),
            rule.Id, rule.Version, rule.Method, rule.Amount, tier, daypart.Weight, usage, territory, daypart.Code, local);
    }

    /// <summary>R-2: null if the play was audible for less than the minimum.</summary>
    public static decimal? Chargeable(PricedPlay play, RateRule rule) => play.AudibleSeconds < rule.MinimumPlaySeconds
        ? null
        : Math.Min(play.AudibleSeconds, Math.Min(play.RecordingSeconds, rule.MaximumChargeableSeconds));

    /// <summary>R-4: first the cap, then the floor.</summary>
    private static decimal Bounded(decimal amount, RateRule rule)
    {
        if (rule.PerPlayCap is { } cap) amount = Math.Min(amount, cap);
        if (rule.PerPlayFloor is { } floor) amount = Math.Max(amount, floor);
        return amount;
    }
}
