using Marketplace.Core.Kernel;

namespace Marketplace.Core.Payments.Withdrawals;

/// <summary>Every refusal around payouts; codes are stable.</summary>
public static class WithdrawalErrors
{
    /// <summary>Nobody is signed in.</summary>
    public static readonly Error SignIn = Error.Forbidden("wallet.sign_in", "Sign in to use your wallet.");
    /// <summary>Nothing is counted in such a currency.</summary>
    public static readonly Error NoAsset = Error.Invalid("wallet.asset", "There is no such currency.", "Asset");
    /// <summary>No such withdrawal for this actor.</summary>
    public static readonly Error Unknown = Error.NotFound("withdrawal.unknown", "There is no such withdrawal.");
    /// <summary>No such method of this person.</summary>
    public static readonly Error UnknownMethod = Error.NotFound("method.unknown", "There is no such payout method.");
    /// <summary>No such part of a withdrawal.</summary>
    public static readonly Error UnknownSlice = Error.NotFound("slice.unknown", "There is no such transfer.");
    /// <summary>No such batch.</summary>
    public static readonly Error UnknownBatch = Error.NotFound("batch.unknown", "There is no such batch.");
    /// <summary>No such schedule of this person.</summary>
    public static readonly Error UnknownSchedule = Error.NotFound("schedule.unknown", "There is no such schedule.");
    /// <summary>The amount is not above zero.</summary>
    public static readonly Error Amount = Error.Invalid("amount", "Enter an amount above zero.", "Amount");
    /// <summary>Less than the least that is paid out.</summary>
    public static Error BelowMinimum(Money least) =>
        Error.Invalid("withdrawal.minimum", "The least that is paid out is {0}.", "Amount") with { Arguments = [least.ToString()] };
    /// <summary>More than is available.</summary>
    public static readonly Error Short = Error.Conflict("wallet.short", "That is more than is available. Choose a smaller amount.", "Amount");
    /// <summary>The method receives something else.</summary>
    public static readonly Error OtherAsset = Error.Invalid("withdrawal.asset", "This method cannot receive that currency. Choose another one.", "Method");
    /// <summary>The person is not verified far enough.</summary>
    public static readonly Error NotVerified = Error.Conflict("kyc.needed", "Prove who you are first: money is paid out only to verified people. What you earn meanwhile stays yours.");
    /// <summary>The method waits for a check or was refused.</summary>
    public static readonly Error MethodNotProved = Error.Conflict("method.not_proved", "It is not yet proved that this method is yours. Finance looks at it within two working days.", "Method");
    /// <summary>The method's holder is not the verified person.</summary>
    public static readonly Error OtherHolder = Error.Conflict("method.other_holder", "The name on this method differs from your verified name. Money is sent only to accounts in your own name.", "Method");
    /// <summary>The method is too new.</summary>
    public static Error MethodTooNew(DateTime from) =>
        Error.Conflict("method.new", "New methods wait before money is sent to them. This one can be used from {0} UTC.", "Method") with { Arguments = [Stamp(from)] };
    /// <summary>Something about the account changed a short while ago.</summary>
    public static Error Frozen(DateTime until) =>
        Error.Conflict("payouts.frozen", "Withdrawals rest until {0} UTC, because your payout methods or your sign-in were changed. If it was not you, write to support now.") with { Arguments = [Stamp(until)] };
    /// <summary>The month's limit of the person's level.</summary>
    public static Error AboveMonth(Money left) =>
        Error.Conflict("withdrawal.month", "Your level of verification lets {0} more be paid out this month. Ask for less, or raise your level.", "Amount") with { Arguments = [left.ToString()] };
    /// <summary>The wallet at the other end cannot take so much in the days ahead.</summary>
    public static Error AboveWallet(int days) =>
        Error.Conflict("withdrawal.wallet", "The receiving wallet may not take so much within {0} days. Ask for less, or choose a bank account.", "Amount") with { Arguments = [days] };
    /// <summary>Too many open withdrawals.</summary>
    public static readonly Error TooMany = Error.Conflict("withdrawal.open", "Several withdrawals are still on their way. Wait for one of them to end.");
    /// <summary>Nothing can carry money there.</summary>
    public static readonly Error NoRail = Error.Unavailable("withdrawal.rail", "No payment line reaches this kind of method at the moment. Choose another one.");
    /// <summary>Only finance with a second factor.</summary>
    public static readonly Error NotFinance = Journal.LedgerErrors.NotFinance;
    /// <summary>Nobody decides about own money.</summary>
    public static readonly Error Own = Error.Forbidden("withdrawal.own", "Nobody decides about their own withdrawal.");
    /// <summary>The same person cannot be both approvers.</summary>
    public static readonly Error SamePerson = Error.Conflict("withdrawal.same_person", "You have approved this already. The second approval comes from somebody else.");
    /// <summary>The payee's account is closed.</summary>
    public static readonly Error Suspended = Error.Conflict("withdrawal.suspended", "The payee's account is closed. Decide about it first.");
    /// <summary>A reason is missing.</summary>
    public static readonly Error Reason = Error.Invalid("reason", "Say why, in 5 to 300 characters. The payee reads it.", "Reason");
    /// <summary>A batch holds nothing that can be approved.</summary>
    public static readonly Error EmptyBatch = Error.Conflict("batch.empty", "None of these withdrawals can be approved any more.");
    /// <summary>More than one batch may hold.</summary>
    public static Error LargeBatch(int most) => Error.Invalid("batch.large", "A batch holds at most {0} withdrawals.") with { Arguments = [most] };
    /// <summary>The batch is not the one that was looked at.</summary>
    public static readonly Error BatchChanged = Error.Conflict("batch.changed", "The batch changed while you looked at it. Read its sums again.");
    /// <summary>The preparer cannot approve.</summary>
    public static readonly Error OwnBatch = Error.Forbidden("batch.own", "You prepared this batch. Somebody else of finance has to approve it.");
    /// <summary>The withdrawal waits in a batch.</summary>
    public static readonly Error InBatch = Error.Conflict("withdrawal.batch", "This withdrawal waits in a batch. Approve or drop the batch.");
    /// <summary>Not a network of ours.</summary>
    public static readonly Error Network = Error.Invalid("method.network", "Name the network, bank or platform.", "Network");
    /// <summary>Not a number of its kind.</summary>
    public static readonly Error Number = Error.Invalid("method.number", "This number or address does not look right. Check it digit by digit.", "Number");
    /// <summary>No holder.</summary>
    public static readonly Error Holder = Error.Invalid("method.holder", "Write the holder's name as the network or bank has it.", "HolderName");
    /// <summary>Mobile money receives cedis alone.</summary>
    public static readonly Error MethodAsset = Error.Invalid("method.asset", "Mobile money receives cedis. Choose another kind of method for other currencies.", "Asset");
    /// <summary>The network knows no such number.</summary>
    public static readonly Error NotRegistered = Error.Invalid("method.not_registered", "The network says that this number is not registered for mobile money. Check the number and the network.", "Number");
    /// <summary>The network has another name for it.</summary>
    public static readonly Error OtherName = Error.Invalid("method.other_name", "The network has another name for this number than yours. Money is sent only to accounts in your own name.", "Number");
    /// <summary>Too many methods.</summary>
    public static readonly Error ManyMethods = Error.Conflict("method.many", "Remove a payout method before you add another one.");
    /// <summary>It is there already.</summary>
    public static readonly Error SameMethod = Error.Conflict("method.same", "You have this method already.", "Number");
    /// <summary>Money is on its way there.</summary>
    public static readonly Error MethodBusy = Error.Conflict("method.busy", "Money is still on its way there. Wait until it has arrived.");
    /// <summary>The transfer is not one that people make by hand.</summary>
    public static readonly Error NotByHand = Error.Conflict("slice.not_by_hand", "This transfer belongs to a payment line, which reports about it itself.");
    /// <summary>A bank reference is missing.</summary>
    public static readonly Error Reference = Error.Invalid("slice.reference", "Enter the bank's reference of the transfer, 3 to 100 characters.", "Reference");

    private static string Stamp(DateTime utc) => utc.ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);
}
