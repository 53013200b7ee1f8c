using System.Globalization;
using Marketplace.Core.Kernel;
using Marketplace.Core.Royalties;
using Marketplace.Core.Royalties.Calculation;
using Marketplace.Core.Royalties.Pricing;
using Marketplace.Core.Royalties.Statements;
using Marketplace.Web.Ui;
using Microsoft.Extensions.Localization;

namespace Marketplace.Web.Features.Royalties.Reports;

/// <summary>How a statement speaks: amounts, months, reasons, rules and arithmetic in the reader's language.</summary>
public sealed class ReportWords(IStringLocalizer texts)
{
    /// <summary>Lines whose arithmetic is written out.</summary>
    public const int LargestLines = 5;

    /// <summary>Pesewas as people read them.</summary>
    public static string Amount(long pesewas) => new Money(pesewas, Asset.Ghs).ForPeople();

    /// <summary>A month's name.</summary>
    public static string MonthName(string period) => Month.Parse(period).FirstDay.ToDateTime(TimeOnly.MinValue).Month();

    /// <summary>A share of one as percent with one decimal.</summary>
    public static string Percent(double share) => share.ToString("P1", CultureInfo.CurrentCulture);

    /// <summary>A length in the largest unit that says enough.</summary>
    public string Length(long seconds) => seconds switch
    {
        < 120 => texts["{0} s", seconds],
        < 7200 => texts["{0} min", seconds / 60],
        _ => texts["{0} h", (seconds / 3600).ToString("N0", CultureInfo.CurrentCulture)],
    };

    /// <summary>A state as a word.</summary>
    public string State(StatementState state, StatementKind kind) => state switch
    {
        StatementState.Draft => texts["Draft, may still change"],
        StatementState.Superseded => texts["Replaced by a later revision"],
        StatementState.Approved => kind == StatementKind.Station ? texts["Due"] : texts["Approved, waits for the payee's account"],
        _ => kind == StatementKind.Station ? texts["Paid"] : texts["Paid into the wallet"],
    };

    /// <summary>Why money is held.</summary>
    public string Held(HeldReason reason) => reason switch
    {
        HeldReason.SplitPending => texts["No accepted split"],
        HeldReason.Disputed => texts["Play disputed"],
        HeldReason.InReview => texts["Play under review"],
        _ => texts["Several owners claim the recording"],
    };

    /// <summary>What releases held money.</summary>
    public string Releases(HeldReason reason) => reason switch
    {
        HeldReason.SplitPending => texts["Every contributor accepts a split that adds up to 100 %."],
        HeldReason.Disputed => texts["The dispute is decided in favour of the play."],
        HeldReason.InReview => texts["A reviewer listens to the evidence and confirms the play."],
        _ => texts["The claimants agree, or a decision says who owns it."],
    };

    /// <summary>A role on a split.</summary>
    public string Role(string role) => role switch
    {
        "performer" => texts["Performer"],
        "composer" => texts["Composer"],
        "author" => texts["Author"],
        "producer" => texts["Producer"],
        "label" => texts["Label"],
        "publisher" => texts["Publisher"],
        _ => role,
    };

    /// <summary>A part of the day.</summary>
    public string Daypart(string code) => code switch
    {
        "overnight" => texts["night, 00–06"],
        "morning" => texts["morning, 06–10"],
        "midday" => texts["midday, 10–15"],
        "drive" => texts["drive time, 15–19"],
        "evening" => texts["evening, 19–24"],
        _ => code,
    };

    /// <summary>A usage class.</summary>
    public string Usage(Core.Radio.UsageClass usage) => usage switch
    {
        Core.Radio.UsageClass.Feature => texts["foreground"],
        Core.Radio.UsageClass.Theme => texts["signature tune"],
        Core.Radio.UsageClass.Background => texts["background"],
        _ => texts["advert"],
    };

    /// <summary>A rule version in plain words.</summary>
    public string Rule(LinePlay play) => play.Method == PricingMethod.RatePerSecond
        ? texts["GHS {0} for each second, times the weights of the station's tier, the part of the day and the use.", Plain(play.Rate)]
        : texts["GHS {0} for each play, times the weights of the station's tier, the part of the day and the use.", Plain(play.Rate)];

    /// <summary>The price of one play, written out.</summary>
    public string Arithmetic(LinePlay play) => play.Method == PricingMethod.RatePerSecond
        ? texts["{0} s × {1} × {2} (tier {3}) × {4} ({5}) × {6} ({7}) = GHS {8}", play.ChargeableSeconds, Plain(play.Rate),
            Plain(play.TierWeight), play.Tier, Plain(play.DaypartWeight), Daypart(play.Daypart), Plain(play.UsageWeight),
            Usage(play.Usage), play.Amount.ToString("F6", CultureInfo.InvariantCulture)]
        : texts["{0} × {1} (tier {2}) × {3} ({4}) × {5} ({6}) = GHS {7}", Plain(play.Rate), Plain(play.TierWeight), play.Tier,
            Plain(play.DaypartWeight), Daypart(play.Daypart), Plain(play.UsageWeight), Usage(play.Usage),
            play.Amount.ToString("F6", CultureInfo.InvariantCulture)];

    /// <summary>Coverage in a few words, English, for files.</summary>
    public static string Coverage(MonthCoverage coverage) => string.Create(CultureInfo.InvariantCulture,
        $"{coverage.Successful} of {coverage.Scheduled} windows; uptime {coverage.Uptime:F4}; {coverage.ListenedSeconds} s heard; catch rate ")
        + string.Join(", ", coverage.CatchRates.OrderBy(rate => rate.Key)
            .Select(rate => string.Create(CultureInfo.InvariantCulture, $"{rate.Key} s {rate.Value:F4}")));

    private static string Plain(decimal number) => number.ToString("0.00####", CultureInfo.InvariantCulture);
}
