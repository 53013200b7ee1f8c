using Marketplace.Core.Kernel;

namespace Marketplace.Core.Payments.Kyc;

/// <summary>A verification came further.</summary>
/// <param name="User">Whose.</param>
/// <param name="State">Where it is now.</param>
/// <param name="At">When, UTC.</param>
public sealed record KycMoved(UserId User, KycState State, DateTime At) : ILiveEvent
{
    /// <inheritdoc/>
    public IEnumerable<string> Topics => [$"kyc:{User}", "kyc"];
}

/// <summary>A verification ends soon, or ended: its owner is told by mail.</summary>
/// <param name="User">Whose.</param>
/// <param name="ExpiresAt">Its last moment, UTC.</param>
/// <param name="Mail">Id of the mail; a repeat sends it once.</param>
public sealed record KycEnding(UserId User, DateTime ExpiresAt, Guid Mail) : ILiveEvent
{
    /// <inheritdoc/>
    public IEnumerable<string> Topics => [$"kyc:{User}"];
}
