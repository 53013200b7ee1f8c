using Marketplace.Core.Kernel;

namespace Marketplace.Core.Payments.Escrow;

/// <summary>Money of a tranche moved, or its state changed.</summary>
/// <param name="Tranche">The tranche.</param>
/// <param name="Agreement">Its deal.</param>
/// <param name="Subject">The feature's own thing.</param>
/// <param name="Verb">What was done: <c>fund</c>, <c>hold</c>, <c>release</c>, <c>refund</c>, <c>freeze</c>, <c>unfreeze</c>, <c>reverse</c>, <c>restore</c>, <c>void</c>, <c>horizon</c>, <c>settle</c>.</param>
/// <param name="Amount">How much moved.</param>
/// <param name="State">The state now.</param>
/// <param name="People">Payer and payees.</param>
public sealed record TrancheMoved(
    TrancheId Tranche, AgreementId Agreement, string Subject, string Verb, Money Amount, TrancheState State, IReadOnlyList<UserId> People) : ILiveEvent
{
    /// <inheritdoc/>
    public IEnumerable<string> Topics => [$"tranche:{Tranche}", .. People.Select(p => $"wallet:{p}")];
}

/// <summary>A refund waits for its rail.</summary>
/// <param name="Refund">The refund.</param>
/// <param name="Provider">The rail.</param>
/// <param name="Reference">The rail's id of the payment it takes back.</param>
/// <param name="Amount">How much.</param>
public sealed record RefundHeld(RefundId Refund, string Provider, string Reference, Money Amount) : ILiveEvent
{
    /// <inheritdoc/>
    public IEnumerable<string> Topics => ["finance"];
}

/// <summary>A refund reached the payer.</summary>
/// <param name="Refund">The refund.</param>
/// <param name="Tranche">Its tranche, if it has one.</param>
/// <param name="Payer">Whose money it is.</param>
/// <param name="Amount">How much.</param>
/// <param name="ToBalance">Whether it went to the payer's balance instead of the rail.</param>
public sealed record RefundArrived(RefundId Refund, TrancheId? Tranche, UserId Payer, Money Amount, bool ToBalance) : ILiveEvent
{
    /// <inheritdoc/>
    public IEnumerable<string> Topics => [$"wallet:{Payer}", "finance"];
}

/// <summary>A rail refused a refund, or a chargeback that held it was won; finance chooses another way.</summary>
/// <param name="Refund">The refund.</param>
/// <param name="Provider">The rail.</param>
/// <param name="Amount">How much.</param>
/// <param name="Reason">Why.</param>
public sealed record RefundFailed(RefundId Refund, string Provider, Money Amount, string Reason) : ILiveEvent
{
    /// <inheritdoc/>
    public IEnumerable<string> Topics => ["finance"];
}

/// <summary>Money waits longer than it should; the named owner has to act.</summary>
/// <param name="What">What waits, for example <c>refund:…</c> or <c>tranche:…</c>.</param>
/// <param name="Owner">Who looks after it: payer, moderator, finance or superadmin.</param>
/// <param name="Why">Why it waits, as a word: <c>horizon</c>, <c>horizon.critical</c>, <c>frozen</c>, <c>refund</c>, <c>rail</c>, <c>chargeback</c>.</param>
/// <param name="Amount">How much waits.</param>
/// <param name="People">Payer and payees, if it concerns them.</param>
public sealed record MoneyWaits(string What, string Owner, string Why, Money Amount, IReadOnlyList<UserId> People) : ILiveEvent
{
    /// <inheritdoc/>
    public IEnumerable<string> Topics => [Owner, .. People.Select(p => $"wallet:{p}")];
}

/// <summary>Money of a person became available.</summary>
/// <param name="User">Whose.</param>
/// <param name="Amount">How much.</param>
/// <param name="Subject">What earned it: <c>tranche:…</c> or <c>statement:…</c>.</param>
public sealed record EarningMatured(UserId User, Money Amount, string Subject) : ILiveEvent
{
    /// <inheritdoc/>
    public IEnumerable<string> Topics => [$"wallet:{User}"];
}

/// <summary>A payer's bank took a payment back, or gave it back.</summary>
/// <param name="Chargeback">The claim.</param>
/// <param name="Tranche">The tranche.</param>
/// <param name="State">How it stands.</param>
/// <param name="Amount">How much.</param>
public sealed record ChargebackMoved(ChargebackId Chargeback, TrancheId Tranche, ChargebackState State, Money Amount) : ILiveEvent
{
    /// <inheritdoc/>
    public IEnumerable<string> Topics => ["finance", $"tranche:{Tranche}"];
}
