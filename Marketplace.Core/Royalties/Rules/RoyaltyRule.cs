using System.Text.Json;
using Marketplace.Core.Kernel;
using Marketplace.Core.Radio;
using Marketplace.Core.Royalties.Pricing;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Royalties.Rules;

/// <summary>One stored version of a price rule. A version is never changed: another price is another version with its own dates.</summary>
public sealed class RoyaltyRule
{
    /// <summary>The rule.</summary>
    public required string RuleId { get; init; }
    /// <summary>1, 2, … of that rule.</summary>
    public required int RuleVersion { get; init; }
    /// <summary>How it prices.</summary>
    public required PricingMethod Method { get; init; }
    /// <summary>GHS per second or per play, at most 6 decimals.</summary>
    public required decimal Amount { get; init; }
    /// <summary>How specific it is.</summary>
    public required ScopeKind Scope { get; init; }
    /// <summary>Territory, for that scope.</summary>
    public string? Territory { get; init; }
    /// <summary>Tier, for that scope.</summary>
    public StationTier? Tier { get; init; }
    /// <summary>Station, for the two narrowest scopes.</summary>
    public StationId? Station { get; init; }
    /// <summary>Recording, for the narrowest scope.</summary>
    public RecordingId? Recording { get; init; }
    /// <summary>First instant, UTC.</summary>
    public required DateTime From { get; init; }
    /// <summary>First instant after it, UTC; null while it is open.</summary>
    public DateTime? To { get; init; }
    /// <summary>JSON: weight by usage class.</summary>
    public required string UsageWeights { get; init; }
    /// <summary>JSON: weight by tier.</summary>
    public required string TierWeights { get; init; }
    /// <summary>JSON: weight by territory.</summary>
    public required string TerritoryWeights { get; init; }
    /// <summary>JSON: parts of the day with hours and weight.</summary>
    public required string Dayparts { get; init; }
    /// <summary>A play that was audible for less is not priced; seconds.</summary>
    public required int MinimumPlaySeconds { get; init; }
    /// <summary>No more seconds of one play are charged.</summary>
    public required int MaximumChargeableSeconds { get; init; }
    /// <summary>No priced play earns less, GHS.</summary>
    public decimal? PerPlayFloor { get; init; }
    /// <summary>No play earns more, GHS.</summary>
    public decimal? PerPlayCap { get; init; }

    /// <summary>Writes a rule down.</summary>
    public static RoyaltyRule Of(RateRule rule) => new()
    {
        RuleId = rule.Id, RuleVersion = rule.Version, Method = rule.Method, Amount = rule.Amount, From = rule.From, To = rule.To,
        Scope = rule.Scope.Kind, Territory = rule.Scope.Territory, Tier = rule.Scope.Tier,
        Station = rule.Scope.StationId is { } station ? new StationId(station) : null,
        Recording = rule.Scope.RecordingId is { } recording ? new RecordingId(recording) : null,
        UsageWeights = Json(rule.UsageWeights), TierWeights = Json(rule.TierWeights), TerritoryWeights = Json(rule.TerritoryWeights),
        Dayparts = Json(rule.Dayparts.Parts),
        MinimumPlaySeconds = (int)rule.MinimumPlaySeconds, MaximumChargeableSeconds = (int)rule.MaximumChargeableSeconds,
        PerPlayFloor = rule.PerPlayFloor, PerPlayCap = rule.PerPlayCap,
    };

    /// <summary>The rule as pricing reads it.</summary>
    public RateRule ToRule() => new(RuleId, RuleVersion, Method, Amount, ScopeOf(), From, To)
    {
        UsageWeights = Read<Dictionary<UsageClass, decimal>>(UsageWeights),
        TierWeights = Read<Dictionary<StationTier, decimal>>(TierWeights),
        TerritoryWeights = Read<Dictionary<string, decimal>>(TerritoryWeights),
        Dayparts = new Dayparts(Read<List<Daypart>>(Dayparts)),
        MinimumPlaySeconds = MinimumPlaySeconds, MaximumChargeableSeconds = MaximumChargeableSeconds,
        PerPlayFloor = PerPlayFloor, PerPlayCap = PerPlayCap,
    };

    private RuleScope ScopeOf() => Scope switch
    {
        ScopeKind.Global => RuleScope.Global,
        ScopeKind.Territory => RuleScope.ForTerritory(Territory!),
        ScopeKind.Tier => RuleScope.ForTier(Tier!.Value),
        ScopeKind.Station => RuleScope.ForStation(Station!.Value.Value),
        _ => RuleScope.For(Recording!.Value.Value, Station!.Value.Value),
    };

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, KernelJson.Plain);

    private static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, KernelJson.Plain)!;
}

internal sealed class RoyaltyRuleConfiguration : IEntityTypeConfiguration<RoyaltyRule>
{
    public void Configure(EntityTypeBuilder<RoyaltyRule> table)
    {
        table.ToTable("royalty_rules");
        table.HasKey(r => new { r.RuleId, r.RuleVersion });
        table.Property(r => r.RuleId).HasMaxLength(60);
        table.Property(r => r.Territory).HasMaxLength(2);
        table.Property(r => r.Amount).HasConversion<MicrosConverter>();
        table.Property(r => r.PerPlayFloor).HasConversion<MicrosConverter>();
        table.Property(r => r.PerPlayCap).HasConversion<MicrosConverter>();
        table.HasData(RoyaltyRule.Of(StandardRule.FirstVersion));
    }
}

/// <summary>The rule that a new installation begins with.</summary>
public static class StandardRule
{
    /// <summary>Its id.</summary>
    public const string Id = "standard";

    /// <summary>Half a pesewa per second, all default weights, from the beginning of the decade on.</summary>
    public static RateRule FirstVersion { get; } = new(
        Id, 1, PricingMethod.RatePerSecond, 0.005m, RuleScope.Global, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
}
