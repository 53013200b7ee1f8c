using Marketplace.Core.Kernel;

namespace Marketplace.Core.Payments.Journal;

/// <summary>Every refusal of the ledger; codes are stable.</summary>
public static class LedgerErrors
{
    /// <summary>There is less in the account than is to be taken out.</summary>
    public static readonly Error Short = Error.Conflict("ledger.short", "There is not enough money for this step.");
    /// <summary>The same cause was booked with other lines.</summary>
    public static readonly Error OtherCause = Error.Conflict("ledger.cause", "This step was already booked with other amounts.");
    /// <summary>It was reversed before, for another cause.</summary>
    public static readonly Error Reversed = Error.Conflict("ledger.reversed", "This booking was taken back before.");
    /// <summary>There is no such transaction.</summary>
    public static readonly Error Unknown = Error.NotFound("ledger.unknown", "There is no such booking.");
    /// <summary>The ledger's proof found a difference and nothing goes out until it is explained.</summary>
    public static readonly Error Braked = Error.Conflict("payouts.halted", "Payouts are halted while the books are checked. Your money is safe; please try again later.");
    /// <summary>Only finance with a second factor.</summary>
    public static readonly Error NotFinance = Error.Forbidden("finance.only", "Only finance staff signed in with a second factor can do this.");
    /// <summary>The last proof still finds a difference.</summary>
    public static readonly Error StillDiffers = Error.Conflict("brake.differs", "The last proof of the ledger still found a difference. Run it again when the cause is removed.");
    /// <summary>Nothing is halted.</summary>
    public static readonly Error NotBraked = Error.Conflict("brake.off", "Payouts are not halted.");
}
