using Marketplace.Core.Kernel;

namespace Marketplace.Core.Payments.Withdrawals;

/// <summary>How far a withdrawal has come.</summary>
public enum WithdrawalState
{
    /// <summary>Its money is reserved; it waits for approval.</summary>
    Requested,
    /// <summary>Approved; its parts wait for their day.</summary>
    Approved,
    /// <summary>A part was handed to a provider.</summary>
    Sending,
    /// <summary>All of it arrived.</summary>
    Paid,
    /// <summary>A part arrived, the rest is available again.</summary>
    PartlyPaid,
    /// <summary>Nothing arrived; all of it is available again.</summary>
    Failed,
    /// <summary>It had arrived and came back.</summary>
    Returned,
    /// <summary>Finance said no.</summary>
    Rejected,
    /// <summary>Its owner took it back before it was approved.</summary>
    Cancelled,
}

/// <summary>How far one part has come.</summary>
public enum SliceState
{
    /// <summary>Waits for its day.</summary>
    Queued,
    /// <summary>Handed to the provider.</summary>
    Sent,
    /// <summary>Nobody knows whether it arrived. It is asked about and never sent again.</summary>
    Unknown,
    /// <summary>Arrived.</summary>
    Paid,
    /// <summary>A part arrived, the rest surely did not.</summary>
    PartlyPaid,
    /// <summary>Surely moved nothing; its money is available again.</summary>
    Failed,
    /// <summary>Arrived and came back.</summary>
    Returned,
}

/// <summary>The allowed steps.</summary>
public static class WithdrawalFlow
{
    /// <summary>Of a withdrawal; the README prints the same table.</summary>
    public static readonly Flow<WithdrawalState> Steps = new(
        (WithdrawalState.Requested, WithdrawalState.Approved), (WithdrawalState.Requested, WithdrawalState.Rejected),
        (WithdrawalState.Requested, WithdrawalState.Cancelled),
        (WithdrawalState.Approved, WithdrawalState.Sending), (WithdrawalState.Approved, WithdrawalState.Failed),
        (WithdrawalState.Sending, WithdrawalState.Paid), (WithdrawalState.Sending, WithdrawalState.PartlyPaid),
        (WithdrawalState.Sending, WithdrawalState.Failed),
        (WithdrawalState.Paid, WithdrawalState.Returned), (WithdrawalState.PartlyPaid, WithdrawalState.Returned));

    /// <summary>Of one part.</summary>
    public static readonly Flow<SliceState> SliceSteps = new(
        (SliceState.Queued, SliceState.Sent), (SliceState.Queued, SliceState.Failed),
        (SliceState.Sent, SliceState.Unknown), (SliceState.Sent, SliceState.Paid), (SliceState.Sent, SliceState.PartlyPaid), (SliceState.Sent, SliceState.Failed),
        (SliceState.Unknown, SliceState.Sent), (SliceState.Unknown, SliceState.Paid), (SliceState.Unknown, SliceState.PartlyPaid), (SliceState.Unknown, SliceState.Failed),
        (SliceState.Paid, SliceState.Returned), (SliceState.PartlyPaid, SliceState.Returned));

    /// <summary>Whether its money is still reserved.</summary>
    public static bool IsOpen(this WithdrawalState state) => state is WithdrawalState.Requested or WithdrawalState.Approved or WithdrawalState.Sending;

    /// <summary>Whether nothing more can happen to it but a return.</summary>
    public static bool IsOver(this SliceState state) => state is not (SliceState.Queued or SliceState.Sent or SliceState.Unknown);
}
