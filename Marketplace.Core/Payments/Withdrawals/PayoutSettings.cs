using Marketplace.Core.Kernel;

namespace Marketplace.Core.Payments.Withdrawals;

/// <summary>Limits of payouts. Amounts are written as <c>GHS 50; CNY 50</c>; an asset that is not named has no payouts.</summary>
[Settings("Payouts")]
public sealed class PayoutSettings
{
    /// <summary>The least that is paid out, per asset.</summary>
    public string Minimums { get; set; } = "GHS 50; CNY 50; USD 10; EUR 10";

    /// <summary>From here on two people approve, per asset.</summary>
    public string SecondPersonFrom { get; set; } = "GHS 10000; CNY 6000; USD 1000; EUR 1000";

    /// <summary>Up to here a payee with a history is approved by rule, per asset.</summary>
    public string AutomaticUpTo { get; set; } = "GHS 300; CNY 200; USD 30; EUR 30";

    /// <summary>How many payouts to the same method make that history.</summary>
    public int TrustedAfter { get; set; } = 3;

    /// <summary>Most per calendar month for people of tier 2, per asset; tier 3 has no limit of ours.</summary>
    public string MonthlyAtTier2 { get; set; } = "GHS 50000; CNY 30000; USD 5000; EUR 5000";

    /// <summary>Hours that withdrawals rest after payout methods or the way into the account changed.</summary>
    public int FreezeHours { get; set; } = 72;

    /// <summary>Hours before the first payout method of a person can be used.</summary>
    public int FirstMethodHours { get; set; } = 24;
}

/// <summary>The limits as amounts.</summary>
public sealed class PayoutRules
{
    private readonly Dictionary<Asset, Money> _minimums, _second, _automatic, _monthly;

    /// <summary>Reads the settings.</summary>
    /// <exception cref="FormatException">An amount is not written as <c>GHS 50</c>.</exception>
    public PayoutRules(PayoutSettings settings)
    {
        (_minimums, _second) = (Read(settings.Minimums), Read(settings.SecondPersonFrom));
        (_automatic, _monthly) = (Read(settings.AutomaticUpTo), Read(settings.MonthlyAtTier2));
        (Freeze, FirstMethod, TrustedAfter) = (TimeSpan.FromHours(settings.FreezeHours), TimeSpan.FromHours(settings.FirstMethodHours), settings.TrustedAfter);
    }

    /// <summary>How long withdrawals rest after a change.</summary>
    public TimeSpan Freeze { get; }
    /// <summary>How long the first method waits.</summary>
    public TimeSpan FirstMethod { get; }
    /// <summary>Payouts to the same method that make a history.</summary>
    public int TrustedAfter { get; }
    /// <summary>Assets that can be paid out.</summary>
    public IReadOnlyCollection<Asset> Assets => _minimums.Keys;

    /// <summary>The least of an asset; null when it is not paid out.</summary>
    public Money? Minimum(Asset asset) => _minimums.TryGetValue(asset, out var least) ? least : null;

    /// <summary>Whether two people approve. Where no limit is set, they always do.</summary>
    public bool NeedsSecond(Money amount) => !_second.TryGetValue(amount.Asset, out var from) || amount >= from;

    /// <summary>Whether the rule may approve it for somebody with a history.</summary>
    public bool IsSmall(Money amount) => _automatic.TryGetValue(amount.Asset, out var most) && amount <= most;

    /// <summary>Most per calendar month; null for no limit.</summary>
    public Money? Monthly(Asset asset, int tier) => tier >= 3 ? null : _monthly.TryGetValue(asset, out var most) ? most : Money.Zero(asset);

    private static Dictionary<Asset, Money> Read(string text) => text
        .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(part => part.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Select(words => words is [var code, var units]
            && decimal.TryParse(units, System.Globalization.NumberStyles.AllowDecimalPoint, System.Globalization.CultureInfo.InvariantCulture, out var value)
                ? Money.RoundHalfAway(value, Asset.Parse(code))
                : throw new FormatException($"'{text}' is no list of amounts such as 'GHS 50; CNY 50'."))
        .ToDictionary(m => m.Asset);
}
