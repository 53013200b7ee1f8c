using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Accounts.Sessions;

/// <summary>Notes that a browser signed in, so that it keeps its own count of wrong tries.</summary>
public sealed class RememberDevice(Work work, TimeProvider clock)
{
    private sealed record Command(UserId User, Guid? Known) : ICommand
    {
        public Guid Key => Guid.Empty;
    }

    /// <summary>Remembers the browser for the account.</summary>
    /// <param name="user">Who signed in.</param>
    /// <param name="known">What the browser says it is; taken only if it belongs to this account.</param>
    /// <param name="ct">Gives up before the commit.</param>
    /// <returns>The id that the browser keeps.</returns>
    public async Task<Guid> Run(UserId user, Guid? known, CancellationToken ct)
    {
        var result = await work.Run<Guid>(new Command(user, known), Actor.System("sign-in"), async db =>
        {
            var now = clock.GetUtcNow().UtcDateTime;
            var device = await db.KnownDevices.SingleOrDefaultAsync(d => d.Id == known && d.UserId == user.Value, ct);
            if (device is null) db.KnownDevices.Add(device = new KnownDevice { UserId = user.Value, LastUsedAt = now });
            (device.LastUsedAt, device.Failures, device.LockedUntil) = (now, 0, null);
            return device.Id;
        }, ct);
        return result.Value;
    }
}
