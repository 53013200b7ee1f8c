using Marketplace.Core.Kernel;

namespace Marketplace.Core.Payments.Escrow;

/// <summary>Every refusal of escrow; codes are stable.</summary>
public static class EscrowErrors
{
    /// <summary>There is no such tranche.</summary>
    public static readonly Error UnknownTranche = Error.NotFound("tranche.unknown", "There is no such payment.");
    /// <summary>There is no such refund.</summary>
    public static readonly Error UnknownRefund = Error.NotFound("refund.unknown", "There is no such refund.");
    /// <summary>There is no such chargeback.</summary>
    public static readonly Error UnknownChargeback = Error.NotFound("chargeback.unknown", "There is no such claim.");
    /// <summary>More is asked for than is in escrow.</summary>
    public static readonly Error Short = Error.Conflict("tranche.short", "There is less in escrow than this step would move.");
    /// <summary>Zero, negative, or of another asset.</summary>
    public static readonly Error BadAmount = Error.Invalid("amount", "Enter an amount above zero.");
    /// <summary>Only a ruling moves frozen money.</summary>
    public static readonly Error Frozen = Error.Conflict("tranche.frozen", "This money is frozen until the dispute is decided.");
    /// <summary>It is not frozen.</summary>
    public static readonly Error NotFrozen = Error.Conflict("tranche.notFrozen", "This money is not frozen.");
    /// <summary>It cannot be paid now.</summary>
    public static readonly Error NotPayable = Error.Conflict("tranche.notPayable", "This cannot be paid now.");
    /// <summary>Two parts that do not make up the whole.</summary>
    public static readonly Error NotTheWhole = Error.Conflict("split.whole", "The two parts must make up exactly what is in escrow.");
    /// <summary>A bank's claim is open.</summary>
    public static readonly Error ChargebackOpen = Error.Conflict("refund.chargeback", "The payer's bank has claimed this payment back. Nothing can be refunded until that is decided.");
    /// <summary>More than the payment.</summary>
    public static readonly Error ChargebackTooLarge = Error.Conflict("chargeback.amount", "The claim is larger than what is left of the payment.");
    /// <summary>It was decided.</summary>
    public static readonly Error ChargebackDecided = Error.Conflict("chargeback.decided", "This claim was already decided.");
    /// <summary>Fees are never changed backwards.</summary>
    public static readonly Error FeeFromPast = Error.Invalid("fee.from", "A fee holds from a later instant on, never backwards.", "From");
    /// <summary>The payer has too little.</summary>
    public static readonly Error WalletShort = Error.Conflict("wallet.short", "Your available balance is too small for this.");
}
