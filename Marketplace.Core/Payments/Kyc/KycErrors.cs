using System.Globalization;
using Marketplace.Core.Kernel;

namespace Marketplace.Core.Payments.Kyc;

/// <summary>Every refusal of verification; codes are stable.</summary>
public static class KycErrors
{
    /// <summary>Nobody is signed in.</summary>
    public static readonly Error SignIn = Error.Forbidden("kyc.sign_in", "Sign in to be verified.");
    /// <summary>No such verification for this actor.</summary>
    public static readonly Error Unknown = Error.NotFound("kyc.unknown", "There is no such verification.");
    /// <summary>No such document for this actor.</summary>
    public static readonly Error UnknownDocument = Error.NotFound("kyc.document", "There is no such document, or it was deleted by its schedule.");
    /// <summary>Only verifiers with a second factor.</summary>
    public static readonly Error NotVerifier = Error.Forbidden("kyc.verifier_only", "Only moderators signed in with a second factor can do this.");
    /// <summary>Nobody decides about themselves.</summary>
    public static readonly Error Own = Error.Forbidden("kyc.own", "Nobody decides about their own verification.");
    /// <summary>Somebody else has it open.</summary>
    public static readonly Error NotYours = Error.Conflict("kyc.not_yours", "Somebody else has this verification open.");
    /// <summary>An appeal goes to another verifier.</summary>
    public static readonly Error OtherReviewer = Error.Forbidden("kyc.other_reviewer", "You refused this one. Its appeal is decided by somebody else.");
    /// <summary>A verifier has it.</summary>
    public static readonly Error BeingReviewed = Error.Conflict("kyc.in_review", "Your documents are being looked at. You can change them when an answer has come.");
    /// <summary>The tier is not one that can be asked for.</summary>
    public static readonly Error Tier = Error.Invalid("kyc.tier", "Choose whether you are a person or a business.", "Tier");
    /// <summary>No name.</summary>
    public static readonly Error Name = Error.Invalid("kyc.name", "Write your name as on the document, 2 to 120 characters.", "LegalName");
    /// <summary>No country.</summary>
    public static readonly Error Country = Error.Invalid("kyc.country", "Choose the country where you pay tax.", "Country");
    /// <summary>No number.</summary>
    public static readonly Error Number = Error.Invalid("kyc.number", "Enter the number of the document, 5 to 30 letters and digits.", "DocumentNumber");
    /// <summary>The document is over, or its date is impossible.</summary>
    public static readonly Error Expires = Error.Invalid("kyc.expires", "The document has to be valid for at least 30 more days. Enter its last day.", "DocumentExpires");
    /// <summary>A business without tax number.</summary>
    public static readonly Error TaxNumber = Error.Invalid("kyc.tax_number", "Enter the tax number of the business.", "TaxNumber");
    /// <summary>Documents are missing.</summary>
    public static readonly Error Missing = Error.Conflict("kyc.missing", "Add every document that is asked for, and a new one for each that was refused.");
    /// <summary>The upload is not there.</summary>
    public static readonly Error Upload = Error.NotFound("kyc.upload", "The file is no longer there. Choose it again.");
    /// <summary>Too soon after a rejection.</summary>
    public static Error TooSoon(DateTime from) =>
        Error.Conflict("kyc.pause", "You can try again from {0} UTC, or appeal once now.") with { Arguments = [from.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)] };
    /// <summary>Only one appeal.</summary>
    public static readonly Error AppealUsed = Error.Conflict("kyc.appeal", "There is nothing to appeal against, or the one appeal was used.");
    /// <summary>A decision without a reason.</summary>
    public static readonly Error Reason = Error.Invalid("reason", "Say why, in 5 to 300 characters. The person reads it.", "Reason");
    /// <summary>More information without a document that needs it.</summary>
    public static readonly Error NothingRefused = Error.Conflict("kyc.nothing_refused", "Say for at least one document what is wrong with it.");
    /// <summary>Approval with documents that are not accepted.</summary>
    public static readonly Error NotAllAccepted = Error.Conflict("kyc.not_all_accepted", "Accept every document before you approve.");
    /// <summary>Documents cannot be opened: their key is not here.</summary>
    public static readonly Error Sealed = Error.Unavailable("kyc.sealed", "This document cannot be opened here: its key is missing.");
}
