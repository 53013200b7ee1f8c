using Marketplace.Core.Kernel;

namespace Marketplace.Core.Payments.Kyc;

/// <summary>How far somebody's verification has come.</summary>
public enum KycState
{
    /// <summary>Begun; details or documents are missing.</summary>
    Started,
    /// <summary>Handed in; waits for a verifier.</summary>
    Submitted,
    /// <summary>A verifier has it open.</summary>
    InReview,
    /// <summary>A verifier asks for more; each document says what is wrong with it.</summary>
    MoreInfo,
    /// <summary>Verified until its date.</summary>
    Approved,
    /// <summary>Refused; may be tried again later, and appealed once.</summary>
    Rejected,
    /// <summary>The date has passed.</summary>
    Expired,
    /// <summary>A signal made it doubtful; a verifier looks again.</summary>
    Suspended,
}

/// <summary>What a document shows.</summary>
public enum KycDocumentKind
{
    /// <summary>Front of an identity card, or the page of a passport.</summary>
    IdFront,
    /// <summary>Back of an identity card.</summary>
    IdBack,
    /// <summary>The person with the document.</summary>
    Selfie,
    /// <summary>Registration of a business, station or society.</summary>
    Registration,
    /// <summary>Tax number.</summary>
    TaxId,
}

/// <summary>How a document stands.</summary>
public enum KycDocumentState
{
    /// <summary>Handed in.</summary>
    Sent,
    /// <summary>Good.</summary>
    Accepted,
    /// <summary>Not good; the reason says why.</summary>
    Refused,
    /// <summary>Another one took its place.</summary>
    Replaced,
    /// <summary>Its bytes were deleted by the schedule.</summary>
    Deleted,
}

/// <summary>The allowed steps.</summary>
public static class KycFlow
{
    /// <summary>Machine b.10; the README prints the same table.</summary>
    public static readonly Flow<KycState> Steps = new(
        (KycState.Started, KycState.Submitted),
        (KycState.Submitted, KycState.InReview),
        (KycState.InReview, KycState.Approved), (KycState.InReview, KycState.MoreInfo), (KycState.InReview, KycState.Rejected),
        (KycState.MoreInfo, KycState.Submitted),
        (KycState.Rejected, KycState.Started), (KycState.Rejected, KycState.Submitted),
        (KycState.Approved, KycState.Expired), (KycState.Approved, KycState.Suspended), (KycState.Approved, KycState.Started),
        (KycState.Expired, KycState.Started),
        (KycState.Suspended, KycState.InReview));

    /// <summary>Documents that a tier needs.</summary>
    public static IReadOnlyList<KycDocumentKind> Needed(int tier) => tier >= 3
        ? [KycDocumentKind.IdFront, KycDocumentKind.IdBack, KycDocumentKind.Selfie, KycDocumentKind.Registration, KycDocumentKind.TaxId]
        : [KycDocumentKind.IdFront, KycDocumentKind.IdBack, KycDocumentKind.Selfie];
}
