using Marketplace.Core.Kernel;

namespace Marketplace.Core.Operations;

/// <summary>Refusals of this feature.</summary>
public static class OperationsErrors
{
    /// <summary>Only superadmins run the house.</summary>
    public static readonly Error Forbidden = Error.Forbidden("forbidden", "Only superadmins may do this.");

    /// <summary>There is no such message among those put aside.</summary>
    public static readonly Error UnknownMessage = Error.NotFound("message.unknown", "This message is not waiting any more.");

    internal static bool MayOperate(Actor actor) => actor.IsSystem || actor.Is(StaffRole.Superadmin);
}
