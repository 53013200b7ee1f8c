namespace Marketplace.Core.Payments.Journal;

/// <summary>What an account is in the books, and with it how far it may go. Debit is positive, credit negative.</summary>
public enum AccountRule
{
    /// <summary>Money outside, at a provider or a bank: at least 0, but what a provider did is booked even below, with an alarm.</summary>
    Outside,
    /// <summary>What somebody owes the house: at least 0, without exception.</summary>
    Receivable,
    /// <summary>What the house owes: at most 0, without exception.</summary>
    Liability,
    /// <summary>Income: debited only by facts and corrections.</summary>
    Income,
    /// <summary>Cost: any sign.</summary>
    Expense,
    /// <summary>Between two assets: any sign, valued in reports.</summary>
    Trading,
    /// <summary>Opening and manual lines: only with two people.</summary>
    Equity,
}

/// <summary>Reads the rule from an account's path, so that no row can say otherwise.</summary>
public static class AccountRules
{
    private static readonly Dictionary<string, AccountRule> ByRoot = new()
    {
        ["provider"] = AccountRule.Outside, ["bank"] = AccountRule.Outside,
        ["receivable"] = AccountRule.Receivable,
        ["escrow"] = AccountRule.Liability, ["order"] = AccountRule.Liability, ["booking"] = AccountRule.Liability,
        ["refund_hold"] = AccountRule.Liability, ["withdrawal_hold"] = AccountRule.Liability, ["in_transit"] = AccountRule.Liability,
        ["user"] = AccountRule.Liability, ["subscription"] = AccountRule.Liability, ["station"] = AccountRule.Liability,
        ["royalty"] = AccountRule.Liability, ["tax"] = AccountRule.Liability, ["suspense"] = AccountRule.Liability,
        ["revenue"] = AccountRule.Income, ["expense"] = AccountRule.Expense, ["fx"] = AccountRule.Trading,
        ["equity"] = AccountRule.Equity, ["adjustment"] = AccountRule.Equity,
    };

    /// <summary>The rule of an account.</summary>
    /// <exception cref="ArgumentException">No account can have this path.</exception>
    public static AccountRule Of(string path)
    {
        var colon = path.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && colon < path.Length - 1 && path.Length <= LedgerEntry.LongestPath
            && ByRoot.TryGetValue(path[..colon], out var rule)
            ? rule
            : throw new ArgumentException($"There is no account '{path}'.", nameof(path));
    }

    /// <summary>
    /// Whether many steps touch the account at once and its sign is not guarded line by line, so that its balance is kept in several rows.
    /// </summary>
    public static bool IsStriped(AccountRule rule) => rule is not (AccountRule.Liability or AccountRule.Receivable);

    /// <summary>Whether a change in this direction could break the sign rule.</summary>
    /// <param name="rule">The account's rule.</param>
    /// <param name="change">Debit positive.</param>
    public static bool IsRisky(AccountRule rule, long change) => rule switch
    {
        AccountRule.Outside or AccountRule.Receivable => change < 0,
        AccountRule.Liability => change > 0,
        _ => false,
    };
}
