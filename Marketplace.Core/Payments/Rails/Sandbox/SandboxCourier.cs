using System.Text;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payments.Rails.Sandbox;

/// <summary>Carries the sandbox's messages to whoever takes them, signs each when it leaves, and tries again as a real rail does.</summary>
public sealed class SandboxCourier(IDbContextFactory<MarketplaceDb> contexts, SandboxKeys keys, TimeProvider clock)
{
    private const int MostTries = 10;

    /// <summary>Delivers what is due.</summary>
    /// <param name="post">Takes path, signature and body, and tells the status of the answer; 0 when nobody answered.</param>
    /// <param name="limit">At most so many messages.</param>
    /// <param name="ct">Stops between messages.</param>
    /// <returns>How many were tried.</returns>
    public async Task<int> Deliver(Func<string, string, byte[], CancellationToken, Task<int>> post, int limit, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(post);
        await using var db = await contexts.CreateDbContextAsync(ct);
        var now = clock.GetUtcNow().UtcDateTime;
        var due = await db.SandboxDeliveries.Where(d => d.TakenAt == null && d.DueAt <= now && d.Tries < MostTries)
            .OrderBy(d => d.DueAt).Take(limit).ToListAsync(ct);
        foreach (var delivery in due)
        {
            var body = Encoding.UTF8.GetBytes(delivery.Body);
            delivery.Tries++;
            delivery.LastStatus = await post(SandboxRail.HookPath, keys.Sign(clock.GetUtcNow().ToUnixTimeSeconds(), body), body, ct);
            if (delivery.LastStatus is >= 200 and < 300) delivery.TakenAt = clock.GetUtcNow().UtcDateTime;
            else delivery.DueAt = now + TimeSpan.FromSeconds(5 << Math.Min(delivery.Tries, 8));
        }
        await db.SaveChangesAsync(ct);
        return due.Count;
    }
}
