using Marketplace.Core.Kernel;

namespace Marketplace.Core.Accounts;

/// <summary>All refusals of this feature.</summary>
public static class AccountErrors
{
    /// <summary>Nobody is signed in, or the account is not there.</summary>
    public static readonly Error SignInFirst = Error.Forbidden("account.sign_in", "Sign in first.");
    /// <summary>No such account for this actor.</summary>
    public static readonly Error Unknown = Error.NotFound("account.unknown", "There is no such account.");
    /// <summary>The actor lacks the staff role.</summary>
    public static readonly Error NotAllowed = Error.Forbidden("account.not_allowed", "Your account may not do this.");
    /// <summary>The address is not one.</summary>
    public static Error BadMail(string field) => Error.Invalid("mail.invalid", "Enter an e-mail address such as name@example.com.", field);
    /// <summary>Shorter than ten characters.</summary>
    public static Error ShortPassword(string field) =>
        Error.Invalid("password.short", "Choose a password of at least {0} characters.", field) with { Arguments = [PasswordLength] };
    /// <summary>Among the passwords that are tried first.</summary>
    public static Error CommonPassword(string field) =>
        Error.Invalid("password.common", "This password is among the first that thieves try. Choose another one.", field);
    /// <summary>Longer than the hash should be asked to take.</summary>
    public static Error LongPassword(string field) =>
        Error.Invalid("password.long", "Choose a password of at most {0} characters.", field) with { Arguments = [256] };
    /// <summary>The present password does not fit.</summary>
    public static Error WrongPassword(string field) => Error.Invalid("password.wrong", "The present password is not right.", field);
    /// <summary>The link is unknown, used or too old; which of them is not said.</summary>
    public static readonly Error DeadLink = Error.NotFound("link.dead", "This link no longer works. Ask for a new one.");
    /// <summary>The code does not fit, or was used before.</summary>
    public static Error WrongCode(string field) => Error.Invalid("code.wrong", "This code is not right. Wait for the next one and try again.", field);
    /// <summary>The key ring that the app's key was closed with is gone; only the operator can bring it back.</summary>
    public static readonly Error CodeKeyLost = Error.Unavailable("code.key_lost",
        "Codes of apps cannot be checked now, because the server lost the keys that protect them. Use a recovery code or a passkey, and tell the operator.");
    /// <summary>The second factor is on already.</summary>
    public static readonly Error CodesAreOn = Error.Conflict("codes.on", "The authenticator app is already set up.");
    /// <summary>The second factor is not on.</summary>
    public static readonly Error CodesAreOff = Error.Conflict("codes.off", "The authenticator app is not set up.");
    /// <summary>A staff member's account cannot be without a second factor.</summary>
    public static readonly Error StaffNeedsCodes =
        Error.Conflict("codes.staff", "Staff accounts keep a second factor. Add a passkey first, or give the role back.");
    /// <summary>Selling and deciding are never in one hand.</summary>
    public static readonly Error SellerCannotBeStaff =
        Error.Conflict("staff.sells", "An account that sells cannot be staff. Use a separate account for the work of the house.");
    /// <summary>Selling and deciding are never in one hand.</summary>
    public static readonly Error StaffCannotSell =
        Error.Conflict("capability.staff", "A staff account cannot sell. Use a separate account for it.");
    /// <summary>The house is never without anybody who can give rights.</summary>
    public static readonly Error LastSuperadmin = Error.Conflict("staff.last", "This is the last superadmin; name another one first.");
    /// <summary>Nobody closes the own account as staff.</summary>
    public static readonly Error OwnSanction = Error.Forbidden("sanction.self", "You cannot close your own account. Ask another superadmin.");
    /// <summary>The account is open already.</summary>
    public static readonly Error NotClosed = Error.Conflict("sanction.none", "This account is not closed.");
    /// <summary>An end that lies behind us.</summary>
    public static readonly Error EndInPast = Error.Invalid("sanction.past", "Choose an end in the future.", "Until");
    /// <summary>A ban with an end would be a suspension.</summary>
    public static readonly Error BanHasNoEnd = Error.Invalid("sanction.ban_end", "A ban has no end. Choose a suspension, or leave the end empty.", "Until");
    /// <summary>A required answer is missing.</summary>
    public static Error Missing(string field) => Error.Invalid("field.missing", "Please fill this in.", field);
    /// <summary>An answer is longer than allowed.</summary>
    public static Error TooLong(string field, int limit) =>
        Error.Invalid("field.long", "Use at most {0} characters.", field) with { Arguments = [limit] };
    /// <summary>An answer has another shape than asked.</summary>
    public static Error BadField(string field) => Error.Invalid("field.invalid", "This does not look right. Check it and try again.", field);
    /// <summary>Not one of the offered languages, zones or currencies.</summary>
    public static Error NotOffered(string field) => Error.Invalid("field.not_offered", "Choose one from the list.", field);
    /// <summary>The picture cannot be read.</summary>
    public static readonly Error BadPicture =
        Error.Invalid("avatar.unreadable", "This file is not a picture that can be read. Use a JPEG, PNG or WebP of at most 5 MB.", "Picture");
    /// <summary>The picture program is missing or hangs.</summary>
    public static readonly Error NoPictures = Error.Unavailable("avatar.unavailable", "Pictures cannot be prepared now. Try again later.");

    internal const int PasswordLength = 10;
}
