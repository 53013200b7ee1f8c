using Marketplace.Core.Kernel;

namespace Marketplace.Core.Payments.Journal;

/// <summary>The names of all accounts. One account holds one asset; its path says whose money it is and how far it may go.</summary>
public static class AccountPath
{
    /// <summary>Money at a payment provider. Parts: <c>clearing</c>, <c>collect</c>, <c>payout_float</c>, <c>wallet</c>.</summary>
    public static string Provider(string provider, string part = "clearing") => $"provider:{provider}:{part}";

    /// <summary>Money that was paid for one tranche and belongs to nobody yet.</summary>
    public static string Escrow(Guid tranche) => $"escrow:{tranche:N}";

    /// <summary>Money promised back to a payer and not handed to a provider yet.</summary>
    public static string RefundHold(Guid refund) => $"refund_hold:{refund:N}";

    /// <summary>Money of one withdrawal that waits for approval or for its turn.</summary>
    public static string WithdrawalHold(Guid withdrawal) => $"withdrawal_hold:{withdrawal:N}";

    /// <summary>Money handed to a provider whose answer is not known yet.</summary>
    public static string InTransit(string provider, Guid operation) => $"in_transit:{provider}:{operation:N}";

    /// <summary>Earned, but a claim may still come: becomes available by timer.</summary>
    public static string Pending(UserId user) => $"user:{user.Value:N}:pending";

    /// <summary>What a person can spend or withdraw.</summary>
    public static string Available(UserId user) => $"user:{user.Value:N}:available";

    /// <summary>Kept back from a person's earnings against later claims.</summary>
    public static string Reserve(UserId user) => $"user:{user.Value:N}:reserve";

    /// <summary>What a person owes after a chargeback; later earnings repay it first.</summary>
    public static string Owed(UserId user) => $"receivable:chargeback:{user.Value:N}";

    /// <summary>What stations were charged for a month of radio and nobody has been credited with yet; ends at zero.</summary>
    public static string RoyaltyAccrued(string month) => $"royalty:{month}:accrued";

    /// <summary>Royalties of a contributor who has no account yet.</summary>
    public static string RoyaltyUnclaimed(Guid payee) => $"royalty:{payee:N}:unclaimed";

    /// <summary>What a payee owes because a month was corrected; later statements repay it.</summary>
    public static string RoyaltyOwed(Guid payee) => $"receivable:royalty:{payee:N}";

    /// <summary>What a station was charged and has not paid yet.</summary>
    public static string StationOwes(Guid station) => $"receivable:station:{station:N}";

    /// <summary>Money that arrived and fits nothing; somebody of finance resolves it.</summary>
    public static string Suspense(string provider) => $"suspense:{provider}";

    /// <summary>Tax collected for a country or state.</summary>
    public static string Tax(string jurisdiction) => $"tax:{jurisdiction}";

    /// <summary>Income of the house, by the line of the fee rule.</summary>
    public static string Revenue(string line) => $"revenue:{line}";

    /// <summary>Cost of the house.</summary>
    public static string Expense(string line) => $"expense:{line}";

    /// <summary>What providers charge for payments and payouts.</summary>
    public static readonly string ProviderFees = Expense("provider_fees");

    /// <summary>What providers charge for a chargeback.</summary>
    public static readonly string ChargebackFees = Expense("chargeback_fee");

    /// <summary>Money the house lost to chargebacks that nobody else bears.</summary>
    public static readonly string ChargebackLoss = Expense("chargeback_loss");
}
