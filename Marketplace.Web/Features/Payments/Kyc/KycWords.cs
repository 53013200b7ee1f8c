using Marketplace.Core.Payments.Kyc;

namespace Marketplace.Web.Features.Payments.Kyc;

/// <summary>Verification in words; constants are English texts that pages translate.</summary>
public static class KycWords
{
    /// <summary>Tone and word of a state.</summary>
    public static (string Tone, string Text) Of(KycState state) => state switch
    {
        KycState.Started => ("info", "Not handed in yet"),
        KycState.Submitted => ("wait", "Waits for a verifier"),
        KycState.InReview => ("wait", "Being looked at"),
        KycState.MoreInfo => ("wait", "Something is missing"),
        KycState.Approved => ("ok", "Verified"),
        KycState.Rejected => ("bad", "Not accepted"),
        KycState.Expired => ("bad", "Ended"),
        _ => ("bad", "Stopped until it is looked at again"),
    };

    /// <summary>A document.</summary>
    public static string Of(KycDocumentKind kind) => kind switch
    {
        KycDocumentKind.IdFront => "Identity card, front, or passport page",
        KycDocumentKind.IdBack => "Identity card, back, or passport cover",
        KycDocumentKind.Selfie => "Photo with the document in hand",
        KycDocumentKind.Registration => "Registration or licence",
        _ => "Tax certificate",
    };

    /// <summary>What helps with a document.</summary>
    public static string Hint(KycDocumentKind kind) => kind switch
    {
        KycDocumentKind.Selfie => "Your face and the document in one picture, both sharp.",
        KycDocumentKind.Registration => "Of the business, station or society, as the authority issued it.",
        KycDocumentKind.TaxId => "With the tax number readable.",
        _ => "All four corners in the picture, nothing covered, no flash on the text.",
    };

    /// <summary>Tone and word of a document's state.</summary>
    public static (string Tone, string Text) Of(KycDocumentState state) => state switch
    {
        KycDocumentState.Sent => ("info", "Paper added"),
        KycDocumentState.Accepted => ("ok", "Good"),
        KycDocumentState.Refused => ("bad", "Send a new one"),
        _ => ("", "Gone"),
    };

    /// <summary>A level.</summary>
    public static string Tier(int tier) => tier switch
    {
        0 => "Level 0: look around and draft",
        1 => "Level 1: sell and hold money",
        2 => "Level 2: person, withdraw",
        _ => "Level 3: business, higher limits",
    };

    /// <summary>Countries that can be chosen, with their English names.</summary>
    public static readonly IReadOnlyList<(string Code, string Name)> Countries =
        [("GH", "Ghana"), ("NG", "Nigeria"), ("CI", "Côte d'Ivoire"), ("TG", "Togo"), ("CN", "China"), ("GB", "United Kingdom"), ("US", "United States"), ("DE", "Germany"), ("FR", "France"), ("NL", "Netherlands")];
}
