using Marketplace.Core.Kernel;

namespace Marketplace.Core.Payments.Rails.Contract;

/// <summary>What an operation wants of the rail.</summary>
public enum OperationKind
{
    /// <summary>Take money from a payer.</summary>
    Collect,
    /// <summary>Give collected money back.</summary>
    Refund,
    /// <summary>Send money to a payee.</summary>
    Payout,
}

/// <summary>
/// An operation as its connector sees it: made from stored columns alone, so that a second sending has the same bytes as the first.
/// </summary>
/// <param name="Operation">Our id.</param>
/// <param name="Kind">What is wanted.</param>
/// <param name="Key">Our reference at the rail: unique, fixed, 32 lower-case letters and digits.</param>
/// <param name="Amount">How much.</param>
/// <param name="CreatedAt">When the operation was made, UTC.</param>
/// <param name="ExpiresAt">Until when it makes sense, UTC.</param>
public sealed record RailRequest(OperationId Operation, OperationKind Kind, string Key, Money Amount, DateTime CreatedAt, DateTime ExpiresAt)
{
    /// <summary>The rail's own reference, once it is known.</summary>
    public string? ProviderRef { get; init; }
    /// <summary>Phone, account or wallet address of payer or payee.</summary>
    public string? Party { get; init; }
    /// <summary>For a refund: our reference of the collect it gives back.</summary>
    public string? CollectKey { get; init; }
    /// <summary>How the payer wants to pay.</summary>
    public PayerAction Action { get; init; }
    /// <summary>Where the payer comes back to.</summary>
    public string? ReturnUrl { get; init; }
    /// <summary>One line for the payer.</summary>
    public string Description { get; init; } = "";
}

/// <summary>What the payer is shown.</summary>
/// <param name="Action">What to do.</param>
/// <param name="Url">The rail's page, or what a code says.</param>
public sealed record PayerStep(PayerAction Action, string? Url);

/// <summary>What came of sending an operation. Anything that is not surely one of the first two is <see cref="Unknown"/>.</summary>
public abstract record SendAnswer
{
    private SendAnswer()
    {
    }

    /// <summary>The rail has it.</summary>
    /// <param name="ProviderRef">Its reference.</param>
    /// <param name="Step">What the payer does next; null for refunds and payouts.</param>
    public sealed record Accepted(string ProviderRef, PayerStep? Step = null) : SendAnswer;

    /// <summary>The rail said no, in a way that is documented as final: nothing moved and nothing will.</summary>
    /// <param name="Reason">Stable code.</param>
    public sealed record Rejected(string Reason) : SendAnswer;

    /// <summary>Nobody knows. The rail is asked; nothing is sent again before it has answered.</summary>
    /// <param name="Why">For the log and the desk.</param>
    public sealed record Unknown(string Why) : SendAnswer;
}
