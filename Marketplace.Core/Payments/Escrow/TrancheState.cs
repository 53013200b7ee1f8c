using Marketplace.Core.Kernel;

namespace Marketplace.Core.Payments.Escrow;

/// <summary>How far the money of a tranche has come.</summary>
public enum TrancheState
{
    /// <summary>Planned; nobody is asked to pay yet.</summary>
    Draft,
    /// <summary>The payer is asked to pay; a timer ends the wait.</summary>
    AwaitingFunds,
    /// <summary>The money is in escrow.</summary>
    Funded,
    /// <summary>The rail will soon let go of the money by itself: accept, pay anew or ask a mediator.</summary>
    HorizonDue,
    /// <summary>Only a ruling moves the money.</summary>
    Frozen,
    /// <summary>Booked to the payees; the rail still has to finish the order.</summary>
    Releasing,
    /// <summary>Everything went to the payees.</summary>
    Released,
    /// <summary>On its way back to the payer.</summary>
    Refunding,
    /// <summary>Everything went back to the payer.</summary>
    Refunded,
    /// <summary>A part went to the payees, the rest back to the payer.</summary>
    Split,
    /// <summary>The payer's bank took money back.</summary>
    Reversed,
    /// <summary>Never paid.</summary>
    Void,
}

/// <summary>The steps of a tranche and who looks after each state.</summary>
public static class TrancheFlow
{
    private static readonly TrancheState[] Ends =
        [TrancheState.Releasing, TrancheState.Released, TrancheState.Refunding, TrancheState.Refunded, TrancheState.Split, TrancheState.Reversed];

    /// <summary>All allowed steps; the README prints the same table.</summary>
    public static readonly Flow<TrancheState> Steps = new(
    [
        (TrancheState.Draft, TrancheState.AwaitingFunds), (TrancheState.Draft, TrancheState.Void),
        (TrancheState.AwaitingFunds, TrancheState.Funded), (TrancheState.AwaitingFunds, TrancheState.Void),
        (TrancheState.AwaitingFunds, TrancheState.Refunding), (TrancheState.AwaitingFunds, TrancheState.Refunded),
        (TrancheState.AwaitingFunds, TrancheState.Reversed),
        (TrancheState.Funded, TrancheState.HorizonDue), (TrancheState.Funded, TrancheState.Frozen),
        (TrancheState.HorizonDue, TrancheState.Funded), (TrancheState.HorizonDue, TrancheState.Frozen),
        (TrancheState.Frozen, TrancheState.Funded), (TrancheState.Frozen, TrancheState.HorizonDue),
        .. Ends.SelectMany(end => new[] { (TrancheState.Funded, end), (TrancheState.HorizonDue, end), (TrancheState.Frozen, end) }),
        (TrancheState.Releasing, TrancheState.Released), (TrancheState.Releasing, TrancheState.Split), (TrancheState.Releasing, TrancheState.Reversed),
        (TrancheState.Refunding, TrancheState.Refunded), (TrancheState.Refunding, TrancheState.Split),
        (TrancheState.Refunding, TrancheState.Releasing), (TrancheState.Refunding, TrancheState.Reversed),
        (TrancheState.Released, TrancheState.Reversed), (TrancheState.Split, TrancheState.Reversed), (TrancheState.Refunded, TrancheState.Reversed),
        // A chargeback that was won brings the money back to where it was.
        (TrancheState.Reversed, TrancheState.Funded), (TrancheState.Reversed, TrancheState.Frozen), (TrancheState.Reversed, TrancheState.Releasing), (TrancheState.Reversed, TrancheState.Released),
        (TrancheState.Reversed, TrancheState.Refunding), (TrancheState.Reversed, TrancheState.Refunded), (TrancheState.Reversed, TrancheState.Split),
    ]);

    /// <summary>Whether the state is an end: the tranche's own account is empty.</summary>
    public static bool IsEnd(TrancheState state) => state is TrancheState.Released or TrancheState.Refunded or TrancheState.Split
        or TrancheState.Reversed or TrancheState.Void;

    /// <summary>What everybody is told: <c>pending</c>, <c>funded</c>, <c>released</c>, <c>refunded</c>, with what is special about it.</summary>
    public static string PublicStatus(TrancheState state) => state switch
    {
        TrancheState.Draft or TrancheState.AwaitingFunds => "pending",
        TrancheState.Funded or TrancheState.HorizonDue or TrancheState.Releasing or TrancheState.Refunding => "funded",
        TrancheState.Frozen => "funded (frozen)",
        TrancheState.Released => "released",
        TrancheState.Refunded => "refunded",
        TrancheState.Split => "released + refunded",
        TrancheState.Reversed => "released (reversed)",
        _ => "void",
    };

    /// <summary>Who looks after the money while it waits; every state that is no end has somebody, or a timer that moves it on.</summary>
    public static string Owner(TrancheState state) => state switch
    {
        TrancheState.Draft or TrancheState.AwaitingFunds => "payer",
        TrancheState.Funded or TrancheState.HorizonDue => "payer",
        TrancheState.Frozen => "moderator",
        TrancheState.Releasing or TrancheState.Refunding => "finance",
        _ => "",
    };
}
