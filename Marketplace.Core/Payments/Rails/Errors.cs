using Marketplace.Core.Kernel;

namespace Marketplace.Core.Payments.Rails;

/// <summary>Refusals of payments.</summary>
public static class RailErrors
{
    /// <summary>No such payment for this person.</summary>
    public static readonly Error UnknownPayment = Error.NotFound("payment.unknown", "There is no such payment.");

    /// <summary>Paying needs an account.</summary>
    public static readonly Error SignIn = Error.Forbidden("payment.sign_in", "Sign in to pay.");

    /// <summary>No such way to pay.</summary>
    public static readonly Error UnknownRail = Error.Invalid("payment.rail", "This way to pay does not exist here. Choose another one.", "Rail");

    /// <summary>The rail cannot do this.</summary>
    public static readonly Error NotThisRail = Error.Conflict("payment.rail_cannot", "This way to pay cannot do that. Choose another one.", "Rail");

    /// <summary>Outside the rail's limits.</summary>
    public static Error Amount(Money least, Money most) =>
        Error.Invalid("payment.amount", "The amount must be between {0} and {1}.", "Amount") with { Arguments = [least, most] };

    /// <summary>The payer's phone number or wallet address is missing or malformed.</summary>
    public static readonly Error Party = Error.Invalid("payment.party", "Enter the number or wallet address that pays.", "Party");

    /// <summary>Another payment for the same thing is still open.</summary>
    public static readonly Error AlreadyOpen = Error.Conflict("payment.open", "A payment for this is still open. Finish or cancel it first.");

    /// <summary>It is paid already.</summary>
    public static readonly Error AlreadyPaid = Error.Conflict("payment.paid", "This is paid already.");

    /// <summary>More than what is left of the payment.</summary>
    public static readonly Error RefundTooLarge = Error.Conflict("payment.refund", "The refund is more than what is left of the payment.", "Amount");

    /// <summary>The rail gives no statement now.</summary>
    public static readonly Error NoStatement = Error.Unavailable("payment.no_statement", "The rail gives no statement at the moment. Try again later.");

    /// <summary>The books differ; nothing is paid out before a person has explained it.</summary>
    public static readonly Error Halted = Error.Conflict("payment.halted", "Payouts of this rail are stopped: its book and ours differ. Finance is looking at it.");

    /// <summary>Only a superadmin works in the rail lab.</summary>
    public static readonly Error LabOnly = Error.Forbidden("payment.lab", "The rail lab is for superadmins.");

    /// <summary>The order is in another state.</summary>
    public static readonly Error NotNow = Error.Conflict("payment.not_now", "This is not possible in the state the order is in.");

    /// <summary>The sandbox is not part of this installation.</summary>
    public static readonly Error NoSandbox = Error.NotFound("payment.no_sandbox", "There is no sandbox here.");

    /// <summary>The browser that came back is not the one that left.</summary>
    public static readonly Error Consent = Error.Forbidden("payment.consent", "This answer does not belong to your payment. Start the payment again.");
}
