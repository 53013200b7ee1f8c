using Marketplace.Core.Kernel;

namespace Marketplace.Core.Accounts;

/// <summary>Somebody asked for an account; the address is not proved yet.</summary>
/// <param name="User">The new account.</param>
/// <param name="Mail">Id of the mail that follows; a repeat sends it once.</param>
public sealed record PersonRegistered(UserId User, Guid Mail) : IEvent;

/// <summary>Somebody asked for an account with an address that has one; its owner is told, the asker is not.</summary>
public sealed record RegisteredAgain(UserId User, Guid Mail) : IEvent;

/// <summary>The address was proved.</summary>
public sealed record MailConfirmed(UserId User) : IEvent;

/// <summary>A link to choose a new password is wanted.</summary>
public sealed record ResetAsked(UserId User, Guid Mail) : IEvent;

/// <summary>What changed about how an account is entered.</summary>
public enum SecurityChange
{
    /// <summary>Changed by the signed-in owner.</summary>
    PasswordChanged,
    /// <summary>Changed through a mailed link.</summary>
    PasswordReset,
    /// <summary>A passkey was added.</summary>
    PasskeyAdded,
    /// <summary>A passkey was removed.</summary>
    PasskeyRemoved,
    /// <summary>The authenticator app was set up.</summary>
    CodesSwitchedOn,
    /// <summary>The authenticator app was removed.</summary>
    CodesSwitchedOff,
    /// <summary>New recovery codes replaced the old ones.</summary>
    RecoveryCodesRenewed,
}

/// <summary>The way into an account changed; the owner is told by mail.</summary>
public sealed record SecurityChanged(UserId User, SecurityChange What, Guid Mail, DateTime At) : IEvent;

/// <summary>An account takes part in a new way.</summary>
/// <param name="User">The account.</param>
/// <param name="Capability">The new way.</param>
/// <param name="Details">The answers of its onboarding form, by the names in <see cref="Rights.Onboarding"/>.</param>
/// <param name="At">When, UTC.</param>
public sealed record CapabilitySwitchedOn(
    UserId User, Capability Capability, IReadOnlyDictionary<string, string> Details, DateTime At) : ILiveEvent
{
    /// <inheritdoc/>
    public IEnumerable<string> Topics => [$"user:{User}"];
}

/// <summary>An account no longer takes part in this way.</summary>
public sealed record CapabilitySwitchedOff(UserId User, Capability Capability, DateTime At) : ILiveEvent
{
    /// <inheritdoc/>
    public IEnumerable<string> Topics => [$"user:{User}"];
}

/// <summary>A staff role was given or taken.</summary>
public sealed record StaffRoleChanged(UserId User, StaffRole Role, bool IsGranted, UserId By, DateTime At) : ILiveEvent
{
    /// <inheritdoc/>
    public IEnumerable<string> Topics => [$"user:{User}", "admin"];
}

/// <summary>Name, text, language, zone or currency changed.</summary>
public sealed record ProfileEdited(UserId User, DateTime At) : ILiveEvent
{
    /// <inheritdoc/>
    public IEnumerable<string> Topics => [$"user:{User}"];
}

/// <summary>One or all sessions of an account ended.</summary>
public sealed record SessionsEnded(UserId User, DateTime At) : ILiveEvent
{
    /// <inheritdoc/>
    public IEnumerable<string> Topics => [$"user:{User}"];
}

/// <summary>An account was closed to its owner, or opened again; the owner is told by mail.</summary>
/// <param name="User">The account.</param>
/// <param name="Kind">How severe it is, or was.</param>
/// <param name="IsClosed">Whether it is closed from now on.</param>
/// <param name="Reason">Why, for the owner.</param>
/// <param name="Until">When it opens by itself, UTC; null for not by itself.</param>
/// <param name="Mail">Id of the mail that follows.</param>
/// <param name="At">When, UTC.</param>
public sealed record SanctionChanged(
    UserId User, Rights.SanctionKind Kind, bool IsClosed, string Reason, DateTime? Until, Guid Mail, DateTime At) : ILiveEvent
{
    /// <inheritdoc/>
    public IEnumerable<string> Topics => [$"user:{User}", "admin"];
}
