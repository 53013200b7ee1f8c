using Marketplace.Core.Kernel;

namespace Marketplace.Core.Payments.Withdrawals;

/// <summary>How much a mobile money wallet may receive, minor units.</summary>
/// <param name="Day">Per calendar day.</param>
/// <param name="Month">Per calendar month; null for no limit.</param>
public sealed record WalletLimit(long Day, long? Month);

/// <summary>Rule K-1: the wallet tiers of the Bank of Ghana, dated. A new set of limits is a further row.</summary>
public static class WalletLimits
{
    private static readonly (DateOnly From, Dictionary<WalletTier, WalletLimit> Limits)[] Dated =
    [
        (new DateOnly(2024, 3, 1), new()
        {
            [WalletTier.Minimum] = new(3_000_00, 10_000_00), [WalletTier.Medium] = new(15_000_00, null), [WalletTier.Enhanced] = new(25_000_00, null),
        }),
    ];

    /// <summary>The limit of a method on a day; null when it has none.</summary>
    public static WalletLimit? Of(MethodKind kind, Asset asset, WalletTier tier, DateOnly day) =>
        kind == MethodKind.MobileMoney && asset == Asset.Ghs ? Dated.LastOrDefault(d => d.From <= day).Limits?[tier] : null;
}

/// <summary>Rule W-2: cuts a payout by calendar day so that no part breaks the receiving wallet's limits.</summary>
public static class PayoutCutting
{
    /// <summary>No plan reaches further ahead.</summary>
    public const int MostDays = 45;

    /// <summary>The parts, by day, or null when the days ahead do not suffice.</summary>
    /// <param name="minor">What is to be paid, minor units.</param>
    /// <param name="today">First day.</param>
    /// <param name="limit">The wallet's limit on a day.</param>
    /// <param name="used">What was sent or is planned already, by day: everything that did not surely fail.</param>
    public static IReadOnlyList<(DateOnly Day, long Minor)>? Plan(
        long minor, DateOnly today, Func<DateOnly, WalletLimit?> limit, IReadOnlyDictionary<DateOnly, long> used)
    {
        List<(DateOnly, long)> parts = [];
        var months = used.GroupBy(u => (u.Key.Year, u.Key.Month)).ToDictionary(g => g.Key, g => g.Sum(u => u.Value));
        for (var day = today; minor > 0; day = day.AddDays(1))
        {
            if (day.DayNumber - today.DayNumber >= MostDays) return null;
            if (limit(day) is not { } most) return [.. parts, (day, minor)];
            var month = (day.Year, day.Month);
            var room = Math.Max(0, most.Day - used.GetValueOrDefault(day));
            if (most.Month is { } monthly) room = Math.Min(room, Math.Max(0, monthly - months.GetValueOrDefault(month)));
            var part = Math.Min(room, minor);
            if (part == 0) continue;
            parts.Add((day, part));
            months[month] = months.GetValueOrDefault(month) + part;
            minor -= part;
        }
        return parts;
    }
}
