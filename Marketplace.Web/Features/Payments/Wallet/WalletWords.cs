using System.Globalization;
using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Wallets;
using Marketplace.Core.Payments.Withdrawals;
using Marketplace.Web.Ui;
using Microsoft.Extensions.Localization;

namespace Marketplace.Web.Features.Payments.Wallet;

/// <summary>Wallets and withdrawals in words. Constants here are English texts that pages translate.</summary>
public static class WalletWords
{
    /// <summary>A step of the books in a few words; a step without words of its own is called by its name.</summary>
    public static string Kind(string kind) => kind switch
    {
        "withdrawal.hold" => "Reserved for a withdrawal",
        "withdrawal.released" => "Withdrawal taken back",
        "withdrawal.paid" => "Paid out",
        "withdrawal.failed" => "Payout failed, available again",
        "withdrawal.returned" => "Payout came back",
        "withdrawal.submitted" => "Handed to the payment line",
        "withdrawal.fee" => "Fee of the payment line",
        "wallet.paid_in" or "payment.surplus" => "Money added",
        "royalty.credited" => "Royalties from radio",
        "escrow.release" or "tranche.release" => "Earned",
        "clearing.mature" or "tranche.mature" => "Became available",
        _ when kind.EndsWith(".reversed", StringComparison.Ordinal) => "Taken back",
        _ when kind.Contains("release", StringComparison.Ordinal) => "Earned",
        _ when kind.Contains("mature", StringComparison.Ordinal) => "Became available",
        _ when kind.Contains("refund", StringComparison.Ordinal) => "Refund",
        _ when kind.Contains("chargeback", StringComparison.Ordinal) || kind.Contains("reverse", StringComparison.Ordinal) => "Claim of the payer's bank",
        _ when kind.Contains("hold", StringComparison.Ordinal) || kind.Contains("fund", StringComparison.Ordinal) => "Put into escrow",
        _ => "Booking",
    };

    /// <summary>A part of a transaction.</summary>
    public static string Cut(string what) => what switch
    {
        "available" => "Your available balance",
        "clearing" => "Your clearing balance",
        "reserve" => "Your reserve",
        "owed" => "Your debt",
        "escrow" => "Escrow",
        "royalty" => "Radio royalties of the month",
        "fee" => "Platform fee",
        "tax" => "Tax",
        "others" => "Other people's shares",
        "provider" => "Payment line",
        "cost" => "Cost of the house",
        "transit" => "On its way",
        "hold" => "Reserved for the withdrawal",
        "refund" => "On its way back to the payer",
        _ => "Other",
    };

    /// <summary>The page of the royalty statement behind a line; null when there is none.</summary>
    public static string? Statement(string subject) =>
        subject.StartsWith("statement:", StringComparison.Ordinal) ? $"/statements/{subject["statement:".Length..]}" : null;

    /// <summary>What a line is about: the work, or the month of the royalties.</summary>
    public static string TitleOf(this IStringLocalizer texts, WalletLine line) =>
        Statement(line.Subject) is null ? line.Title : texts["Royalties of {0}", MonthName(line.Title)].Value;

    /// <summary>The name of a month that is written <c>yyyy-MM</c>.</summary>
    public static string MonthName(string month) => DateTime.ParseExact(month, "yyyy-MM", CultureInfo.InvariantCulture).Month();

    /// <summary>A withdrawal's state.</summary>
    public static string State(WithdrawalState state) => state switch
    {
        WithdrawalState.Requested => "Waits for approval",
        WithdrawalState.Approved => "Approved, waits for its turn",
        WithdrawalState.Sending => "On its way",
        WithdrawalState.Paid => "Arrived",
        WithdrawalState.PartlyPaid => "Partly arrived",
        WithdrawalState.Failed => "Failed, money is back",
        WithdrawalState.Returned => "Came back",
        WithdrawalState.Rejected => "Rejected",
        _ => "Taken back",
    };

    /// <summary>A part's state.</summary>
    public static string State(SliceState state) => state switch
    {
        SliceState.Queued => "Waits for its day",
        SliceState.Sent => "On its way",
        SliceState.Unknown => "No answer yet, being asked",
        SliceState.Paid => "Arrived",
        SliceState.PartlyPaid => "Partly arrived",
        SliceState.Failed => "Failed, money is back",
        _ => "Came back",
    };

    /// <summary>The tone of a state.</summary>
    public static string Tone(WithdrawalState state) => state switch
    {
        WithdrawalState.Requested or WithdrawalState.Approved => "wait",
        WithdrawalState.Sending => "info",
        WithdrawalState.Paid => "ok",
        WithdrawalState.Cancelled => "",
        _ => "bad",
    };

    /// <summary>The tone of a part.</summary>
    public static string Tone(SliceState state) => state switch
    {
        SliceState.Queued or SliceState.Unknown => "wait",
        SliceState.Sent => "info",
        SliceState.Paid => "ok",
        _ => "bad",
    };

    /// <summary>A kind of method.</summary>
    public static string Kind(MethodKind kind) => kind switch
    {
        MethodKind.MobileMoney => "Mobile money",
        MethodKind.Bank => "Bank account",
        MethodKind.WalletAddress => "Wallet address",
        _ => "Payment platform",
    };

    /// <summary>Whether a method can be used.</summary>
    public static (string Tone, string Text) State(PayoutMethod method, DateTime now) => method.State switch
    {
        MethodState.ToCheck => ("wait", "Being looked at"),
        MethodState.Refused => ("bad", "Refused"),
        MethodState.Usable when method.UsableFrom > now => ("wait", "Resting"),
        _ => ("ok", "Ready"),
    };

    /// <summary>What a provider's reason means and what to do; the reason itself when it has no words here.</summary>
    public static string Reason(string reason) => reason switch
    {
        "refused" or "declined" => "The receiving side refused the money. Check the number and the name, or use another method.",
        "not_registered" or "PAYEE_NOT_FOUND" => "The number is not registered for mobile money. Register it, or use another method.",
        "limit" or "PAYEE_LIMIT_REACHED" => "The receiving wallet has reached its limit. Raise its class, or wait for the next day.",
        "partly_sent" => "Only a part could be sent; the rest is available again.",
        "unclear_for_a_day" => "The payment line has not answered for a day. Finance compares its book; nothing is sent twice.",
        _ => reason,
    };

    /// <summary>Reads an amount that a person typed, with point or comma; null when it is none.</summary>
    public static Money? Parse(string? text, Asset asset)
    {
        var bare = (text ?? "").Replace(" ", "", StringComparison.Ordinal).Replace("\u00a0", "", StringComparison.Ordinal);
        // 1,080.50 and 1080,50: a comma is a decimal comma when nothing but up to two digits follow the only one.
        var comma = bare.IndexOf(',', StringComparison.Ordinal);
        if (comma >= 0 && !bare.Contains('.', StringComparison.Ordinal) && comma == bare.LastIndexOf(',') && bare.Length - comma is 2 or 3)
            bare = bare.Replace(',', '.');
        bare = bare.Replace(",", "", StringComparison.Ordinal);
        if (!decimal.TryParse(bare, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var units) || units > 1_000_000_000_000m) return null;
        var amount = Money.RoundHalfAway(units, asset);
        return amount.Units == units ? amount : null;
    }

    /// <summary>What a list of parts says in one line.</summary>
    public static string Parts(this IStringLocalizer texts, IReadOnlyList<(DateOnly Day, Money Amount)> parts) => string.Join(texts["; "], parts.Select(p =>
        texts["{0} on {1}", p.Amount.ForPeople(), p.Day.ToDateTime(TimeOnly.MinValue).ShortDay()].Value));
}
