using Marketplace.Core.Kernel;

namespace Marketplace.Core.Payments.Wallets;

/// <summary>A part of the money in escrow that will be this person's when the work is accepted.</summary>
/// <param name="Tranche">Which.</param>
/// <param name="Title">What it is for.</param>
/// <param name="Share">The person's part of what is left, before fees.</param>
public sealed record EscrowShare(Escrow.TrancheId Tranche, string Title, Money Share);

/// <summary>Money that becomes available on a day.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Amount">How much.</param>
/// <param name="Title">What it was earned with; for royalties their month as <c>yyyy-MM</c>.</param>
/// <param name="Subject">What earned it: <c>tranche:…</c> or <c>statement:…</c>.</param>
public sealed record ClearingDate(DateTime At, Money Amount, string Title, string Subject);

/// <summary>Money that is reserved, and for what.</summary>
/// <param name="Withdrawal">The withdrawal; null for a reserve of the house.</param>
/// <param name="Amount">How much.</param>
public sealed record Reservation(Withdrawals.WithdrawalId? Withdrawal, Money Amount);

/// <summary>The four numbers of one asset, each with what it is made of.</summary>
/// <param name="Asset">What is counted.</param>
/// <param name="Escrow">Paid by clients for work that is not accepted yet.</param>
/// <param name="Clearing">Earned; becomes available by date.</param>
/// <param name="Available">Can be withdrawn or spent; below zero only as a debt.</param>
/// <param name="Reserved">Promised to a withdrawal or kept back.</param>
/// <param name="Owed">Owed to the house after a claim of a payer's bank; earnings repay it first.</param>
public sealed record WalletNumbers(Asset Asset, Money Escrow, Money Clearing, Money Available, Money Reserved, Money Owed)
{
    /// <summary>What the escrow is made of.</summary>
    public IReadOnlyList<EscrowShare> EscrowShares { get; init; } = [];
    /// <summary>When what becomes available.</summary>
    public IReadOnlyList<ClearingDate> ClearingDates { get; init; } = [];
    /// <summary>What the reserved money is for.</summary>
    public IReadOnlyList<Reservation> Reservations { get; init; } = [];

    /// <summary>Whether anything at all is there.</summary>
    public bool IsEmpty => Escrow.IsZero && Clearing.IsZero && Available.IsZero && Reserved.IsZero && Owed.IsZero;
}

/// <summary>One transaction as it changed a wallet.</summary>
/// <param name="Id">The ledger transaction.</param>
/// <param name="Kind">The business step, for example <c>withdrawal.paid</c>.</param>
/// <param name="Subject">What it is about, for example <c>withdrawal:…</c>.</param>
/// <param name="At">When it was booked, UTC.</param>
/// <param name="Available">Change of what is available.</param>
/// <param name="Clearing">Change of what is clearing.</param>
/// <param name="Reserved">Change of what is reserved.</param>
/// <param name="Owed">Change of what is owed.</param>
public sealed record WalletLine(
    Journal.LedgerTransactionId Id, string Kind, string Subject, DateTime At, Money Available, Money Clearing, Money Reserved, Money Owed)
{
    /// <summary>Change of all that the person has here, debts taken off.</summary>
    public Money Net => Available + Clearing + Reserved - Owed;

    /// <summary>What it is about: the title of the tranche, or the month of royalties as <c>yyyy-MM</c>; empty when it has none.</summary>
    public string Title { get; init; } = "";

    /// <summary>Whether it only moved money from one of the person's numbers to another.</summary>
    public bool IsInside => Net.IsZero;
}

/// <summary>Which lines are shown.</summary>
public enum LineFilter
{
    /// <summary>All.</summary>
    All,
    /// <summary>Money that came in.</summary>
    In,
    /// <summary>Money that went out.</summary>
    Out,
    /// <summary>Everything about withdrawals.</summary>
    Withdrawals,
}

/// <summary>One line opened: where the money came from, every cut, and the proof that the line is in the sealed books.</summary>
/// <param name="Line">The line.</param>
/// <param name="Cuts">The other side, by kind of account, and other people's parts as one sum; signs as seen from the money.</param>
/// <param name="Title">What it is about, in words of its own; empty when there are none.</param>
/// <param name="SealNumber">Its place in the sealed chain; null within the first minute.</param>
/// <param name="SealHash">Its hash in that chain.</param>
/// <param name="ReversedBy">The transaction that took it back.</param>
public sealed record OpenedLine(WalletLine Line, IReadOnlyList<Cut> Cuts, string Title, long? SealNumber, string? SealHash, Journal.LedgerTransactionId? ReversedBy);

/// <summary>One part of a transaction.</summary>
/// <param name="What">Stable word: <c>escrow</c>, <c>fee</c>, <c>tax</c>, <c>others</c>, <c>provider</c>, <c>cost</c>, <c>transit</c>, <c>hold</c>, <c>refund</c>, <c>available</c>, <c>clearing</c>, <c>reserve</c>, <c>owed</c>, <c>royalty</c>, <c>other</c>.</param>
/// <param name="Amount">Credit positive: what this part received; negative: what it gave.</param>
public sealed record Cut(string What, Money Amount);

/// <summary>A wallet's lines of a span of time with the numbers before and after.</summary>
/// <param name="Asset">What is counted.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
/// <param name="Opening">Numbers before the first line.</param>
/// <param name="Lines">The lines, oldest first.</param>
/// <param name="Closing">Numbers after the last line.</param>
public sealed record WalletStatement(Asset Asset, DateOnly From, DateOnly To, WalletSums Opening, IReadOnlyList<WalletLine> Lines, WalletSums Closing)
{
    /// <summary>Whose.</summary>
    public string Name { get; init; } = "";
    /// <summary>A number that names the same statement every time.</summary>
    public string Number { get; init; } = "";

    /// <summary>Whether opening and lines make the closing, number by number.</summary>
    public bool AddsUp => Lines.Aggregate(Opening, (sums, line) => sums.Plus(line)) == Closing;
}

/// <summary>The numbers of a wallet at a moment, without escrow, which is not the person's yet.</summary>
public sealed record WalletSums(Money Available, Money Clearing, Money Reserved, Money Owed)
{
    /// <summary>After one more line.</summary>
    public WalletSums Plus(WalletLine line) => new(Available + line.Available, Clearing + line.Clearing, Reserved + line.Reserved, Owed + line.Owed);

    /// <summary>All that the person has here.</summary>
    public Money Net => Available + Clearing + Reserved - Owed;
}
