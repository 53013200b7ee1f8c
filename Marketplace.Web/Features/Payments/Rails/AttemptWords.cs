using Marketplace.Core.Payments.Rails.Attempts;
using Marketplace.Core.Payments.Rails.Contract;

namespace Marketplace.Web.Features.Payments.Rails;

/// <summary>Payments in words that a payer understands.</summary>
internal static class AttemptWords
{
    /// <summary>The state in one or two words.</summary>
    public static string Of(AttemptState state) => state switch
    {
        AttemptState.Created => "Being prepared",
        AttemptState.Presented => "Waiting for you",
        AttemptState.Processing => "Being processed",
        AttemptState.AwaitingTopUp => "The rest is missing",
        AttemptState.Verified => "Paid",
        AttemptState.Failed => "Refused",
        AttemptState.Expired => "Not paid in time",
        AttemptState.Unknown => "Waiting for an answer",
        AttemptState.Refunding => "Going back to you",
        _ => "Given back",
    };

    /// <summary>What it means and what happens if nobody acts.</summary>
    public static string Meaning(AttemptState state) => state switch
    {
        AttemptState.Created => "The payment is on its way to the payment service.",
        AttemptState.Presented => "Nothing has been charged yet. Without your answer the payment ends by itself.",
        AttemptState.Processing => "The payment service is working on it. You need not do anything.",
        AttemptState.AwaitingTopUp => "A part has arrived. If the rest does not come within 24 hours, what came goes back to you.",
        AttemptState.Verified => "The payment service has confirmed the payment to us.",
        AttemptState.Failed => "Nothing was charged. You can try again, or choose another way to pay.",
        AttemptState.Expired => "Nothing was charged. Should money arrive after all, it is used for this or goes back to you.",
        AttemptState.Unknown => "The payment service does not answer. We ask again until it does; you are not charged twice.",
        AttemptState.Refunding => "Money arrived that cannot be used. It goes back the way it came.",
        _ => "The money went back the way it came.",
    };

    /// <summary>Colour of the state.</summary>
    public static string Tone(AttemptState state) => state switch
    {
        AttemptState.Verified or AttemptState.Refunded => "ok",
        AttemptState.Failed or AttemptState.Expired => "bad",
        AttemptState.Processing => "info",
        _ => "wait",
    };

    /// <summary>A way to pay.</summary>
    public static string Of(PayerAction action) => action switch
    {
        PayerAction.PhonePrompt => "Approve on your phone",
        PayerAction.Qr => "Scan a code",
        PayerAction.Redirect => "On the page of the payment service",
        _ => "Nothing to do",
    };
}
