namespace Marketplace.Core.Kernel;

/// <summary>A way of taking part that an account switches on for itself.</summary>
public enum Capability
{
    /// <summary>Posts jobs and buys.</summary>
    Client,
    /// <summary>Sells work and assets.</summary>
    Creator,
    /// <summary>Offers bookable services.</summary>
    Provider,
    /// <summary>Uploads music and earns from airplay.</summary>
    Artist,
    /// <summary>Runs a radio station.</summary>
    Station,
    /// <summary>Uses the API and publishes models.</summary>
    Developer,
    /// <summary>Listens.</summary>
    Fan,
}

/// <summary>A right of the house's own people; never mixed with selling, and only with a second factor.</summary>
public enum StaffRole
{
    /// <summary>Sees accounts, moves no money.</summary>
    Support,
    /// <summary>Moves money, edits no content.</summary>
    Finance,
    /// <summary>Decides on content, plays and disputes.</summary>
    Moderator,
    /// <summary>Runs the house.</summary>
    Superadmin,
}

/// <summary>Who asks: a person with the rights of this moment, or the system itself.</summary>
/// <param name="UserId">The account; <see cref="Guid.Empty"/> for guests and the system.</param>
/// <param name="Name">Display name, or the name of the system part.</param>
public sealed record Actor(UserId UserId, string Name)
{
    /// <summary>Capabilities that are switched on.</summary>
    public IReadOnlySet<Capability> Capabilities { get; init; } = new HashSet<Capability>();

    /// <summary>Staff roles; effective only with <see cref="HasSecondFactor"/>.</summary>
    public IReadOnlySet<StaffRole> StaffRoles { get; init; } = new HashSet<StaffRole>();

    /// <summary>Whether this session was proved with a second factor or a passkey.</summary>
    public bool HasSecondFactor { get; init; }

    /// <summary>Whether a part of the system acts, not a person.</summary>
    public bool IsSystem { get; init; }

    /// <summary>Whether somebody is signed in.</summary>
    public bool IsPerson => !IsSystem && UserId.Value != Guid.Empty;

    /// <summary>Nobody signed in.</summary>
    public static readonly Actor Guest = new(default, "guest");

    /// <summary>A part of the system, for example a chore.</summary>
    public static Actor System(string part) => new(default, part) { IsSystem = true };

    /// <summary>Whether the account takes part in this way.</summary>
    public bool Can(Capability capability) => IsPerson && Capabilities.Contains(capability);

    /// <summary>Whether the person acts as staff of one of these roles now. A superadmin is not silently every role.</summary>
    public bool Is(params ReadOnlySpan<StaffRole> roles)
    {
        if (!IsPerson || !HasSecondFactor) return false;
        foreach (var role in roles) if (StaffRoles.Contains(role)) return true;
        return false;
    }
}
