using Marketplace.Core.Kernel;

namespace Marketplace.Core.Payments;

/// <summary>Refusals that all doors of money share; codes are stable.</summary>
public static class MoneyErrors
{
    /// <summary>People of the house look after money; they have none here.</summary>
    public static readonly Error Staff = Error.Forbidden("money.staff", "People of the house neither earn nor pay here. Use an account of your own.");

    /// <summary>Null when the actor may earn and pay; the refusal otherwise.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="guest">What a guest is told.</param>
    internal static Error? Refusal(Actor actor, Error guest) => !actor.IsPerson ? guest : actor.StaffRoles.Count > 0 ? Staff : null;
}
