using Marketplace.Core.Radio;

namespace Marketplace.Core.Royalties.Pricing;

/// <summary>How a rule turns a play into money.</summary>
public enum PricingMethod
{
    /// <summary>R-3: an amount per chargeable second.</summary>
    RatePerSecond,
    /// <summary>R-4: an amount per play.</summary>
    PerPlay,
}

/// <summary>What a rule is for. The members stand from general to specific.</summary>
public enum ScopeKind
{
    /// <summary>Every play.</summary>
    Global,
    /// <summary>One territory.</summary>
    Territory,
    /// <summary>One tier of stations.</summary>
    Tier,
    /// <summary>One station.</summary>
    Station,
    /// <summary>One recording on one station.</summary>
    RecordingOnStation,
}

/// <summary>Where a rule applies; made by its five factory members only.</summary>
public sealed record RuleScope
{
    private RuleScope(ScopeKind kind) => Kind = kind;

    /// <summary>How specific it is.</summary>
    public ScopeKind Kind { get; }
    /// <summary>ISO 3166-1 alpha-2, for a territory.</summary>
    public string? Territory { get; private init; }
    /// <summary>The tier, for a tier.</summary>
    public StationTier? Tier { get; private init; }
    /// <summary>The station, for the two narrowest.</summary>
    public Guid? StationId { get; private init; }
    /// <summary>The recording, for the narrowest.</summary>
    public Guid? RecordingId { get; private init; }

    /// <summary>Every play.</summary>
    public static RuleScope Global { get; } = new(ScopeKind.Global);
    /// <summary>Plays in one territory.</summary>
    public static RuleScope ForTerritory(string code) => new(ScopeKind.Territory) { Territory = code };
    /// <summary>Plays on stations of one tier.</summary>
    public static RuleScope ForTier(StationTier tier) => new(ScopeKind.Tier) { Tier = tier };
    /// <summary>Plays on one station.</summary>
    public static RuleScope ForStation(Guid station) => new(ScopeKind.Station) { StationId = station };
    /// <summary>Plays of one recording on one station.</summary>
    public static RuleScope For(Guid recording, Guid station) =>
        new(ScopeKind.RecordingOnStation) { RecordingId = recording, StationId = station };

    /// <summary>Whether the play lies in this scope.</summary>
    public bool Covers(PricedPlay play) =>
        (Territory is null || Territory == play.Territory) && (Tier is null || Tier == play.Tier)
        && (StationId is null || StationId == play.StationId) && (RecordingId is null || RecordingId == play.RecordingId);
}

/// <summary>One version of a price rule. Effective dates are part of it, so a closed month can be computed again.</summary>
/// <param name="Id">The rule.</param>
/// <param name="Version">1, 2, … of that rule.</param>
/// <param name="Method">How it prices.</param>
/// <param name="Amount">Whole currency units per second or per play; not negative.</param>
/// <param name="Scope">Where it applies.</param>
/// <param name="From">First instant, UTC.</param>
/// <param name="To">First instant after it, UTC; null while it is open.</param>
public sealed record RateRule(
    string Id, int Version, PricingMethod Method, decimal Amount, RuleScope Scope, DateTime From, DateTime? To = null)
{
    /// <summary>Weight per usage class; the rule is for these classes only.</summary>
    public IReadOnlyDictionary<UsageClass, decimal> UsageWeights { get; init; } = StandardWeights.Usage;
    /// <summary>Weight per part of the day.</summary>
    public Dayparts Dayparts { get; init; } = Dayparts.Standard;
    /// <summary>Weight per station tier.</summary>
    public IReadOnlyDictionary<StationTier, decimal> TierWeights { get; init; } = StandardWeights.Tier;
    /// <summary>Weight per territory, ISO 3166-1 alpha-2.</summary>
    public IReadOnlyDictionary<string, decimal> TerritoryWeights { get; init; } = StandardWeights.Territory;
    /// <summary>R-2: a play that was audible for less is not priced; seconds.</summary>
    public decimal MinimumPlaySeconds { get; init; } = 30;
    /// <summary>R-2: no more seconds of one play are charged.</summary>
    public decimal MaximumChargeableSeconds { get; init; } = 600;
    /// <summary>R-4: no priced play earns less; whole units.</summary>
    public decimal? PerPlayFloor { get; init; }
    /// <summary>R-4: no play earns more; whole units.</summary>
    public decimal? PerPlayCap { get; init; }

    /// <summary>Whether the rule is in force; the interval is half-open.</summary>
    public bool IsActive(DateTime instant) => From <= instant && (To is null || instant < To);
}

/// <summary>The default weights of a new rule.</summary>
public static class StandardWeights
{
    /// <summary>Adverts are licensed separately and weigh nothing.</summary>
    public static IReadOnlyDictionary<UsageClass, decimal> Usage { get; } = new Dictionary<UsageClass, decimal>
    {
        [UsageClass.Feature] = 1.00m, [UsageClass.Theme] = 0.50m, [UsageClass.Background] = 0.30m, [UsageClass.Advert] = 0m,
    };

    /// <summary>By reach.</summary>
    public static IReadOnlyDictionary<StationTier, decimal> Tier { get; } = new Dictionary<StationTier, decimal>
    {
        [StationTier.A] = 1.50m, [StationTier.B] = 1.00m, [StationTier.C] = 0.60m, [StationTier.COM] = 0.40m,
        [StationTier.ONL] = 0.50m,
    };

    /// <summary>Ghana only.</summary>
    public static IReadOnlyDictionary<string, decimal> Territory { get; } = new Dictionary<string, decimal> { ["GH"] = 1.00m };
}
