using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Rails.Contract;
using Marketplace.Core.Payments.Rails.Inbox;
using Marketplace.Core.Payments.Rails.Sandbox;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payments.Rails.Operations;

/// <summary>What the rail lab shows.</summary>
/// <param name="Rails">The rails of this installation.</param>
/// <param name="Resting">Rails that are left alone for a while, and until when, UTC.</param>
/// <param name="Calls">The last calls of this node.</param>
/// <param name="Operations">The newest operations.</param>
/// <param name="Attention">How many operations wait for a person.</param>
/// <param name="Refused">Messages that were not believed and are kept as samples.</param>
/// <param name="Sandbox">The sandbox, where it is open.</param>
public sealed record LabView(
    IReadOnlyList<RailCapabilities> Rails, IReadOnlyDictionary<string, DateTime> Resting, IReadOnlyList<RailCall> Calls,
    IReadOnlyList<RailOperation> Operations, int Attention, int Refused, LabSandbox? Sandbox);

/// <summary>The sandbox in the lab.</summary>
/// <param name="Faults">Faults in thousandths.</param>
/// <param name="Seed">Seed of the faults.</param>
/// <param name="FeeBasisPoints">What the sandbox keeps of collected money.</param>
/// <param name="Orders">Its newest orders.</param>
/// <param name="Undelivered">Messages that wait.</param>
/// <param name="Secret">The end of its signing secret.</param>
public sealed record LabSandbox(
    IReadOnlyDictionary<Fault, int> Faults, int Seed, int FeeBasisPoints, IReadOnlyList<SandboxOrder> Orders, int Undelivered, string Secret);

/// <summary>The desk of superadmins where rails are watched and the sandbox is made to misbehave. Everything done here is audited.</summary>
/// <remarks>Errors: payment.lab, payment.no_sandbox, state.</remarks>
public sealed class RailLab(
    IDbContextFactory<MarketplaceDb> contexts, Work work, RailBook rails, RailCalls calls, AskRail ask, FaultDial dial, SandboxBank bank,
    SandboxKeys keys, RailsOptions options)
{
    private const int Shown = 25;

    /// <param name="What">What was done.</param>
    /// <param name="About">To what.</param>
    public sealed record Command(string What, string About) : ICommand
    {
        /// <inheritdoc/>
        public Guid Key => Guid.Empty;
    }

    /// <summary>All of it.</summary>
    public async Task<Result<LabView>> Look(Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (!actor.Is(StaffRole.Superadmin)) return RailErrors.LabOnly;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var all = rails.All.Select(r => r.Describe()).ToList();
        return new LabView(
            all, all.Where(r => calls.RestsUntil(r.Code) is not null).ToDictionary(r => r.Code, r => calls.RestsUntil(r.Code)!.Value),
            [.. calls.Last.Take(Shown)],
            await db.RailOperations.AsNoTracking().OrderByDescending(o => o.CreatedAt).Take(Shown).ToListAsync(ct),
            await db.RailOperations.CountAsync(o => o.State == OperationState.NeedsAttention, ct),
            await db.WebhookMessages.CountAsync(m => m.State == WebhookState.Invalid, ct),
            options.Sandbox ? await Sandbox(db, ct) : null);
    }

    /// <summary>Turns the fault dial.</summary>
    public Task<Result<Done>> Turn(IReadOnlyDictionary<Fault, int> faults, int seed, int feeBasisPoints, Actor actor, CancellationToken ct) =>
        OnSandbox("turn", string.Join(' ', faults.Where(f => f.Value > 0).Select(f => $"{f.Key}={f.Value}")), actor,
            async () => await dial.Turn(faults, seed, Math.Clamp(feeBasisPoints, 0, 1000), ct), ct);

    /// <summary>Forces an outcome at the sandbox.</summary>
    public async Task<Result<Done>> Force(string order, SandboxDeed deed, Actor actor, CancellationToken ct)
    {
        var wasPossible = false;
        var done = await OnSandbox(deed.ToString(), order, actor, async () => wasPossible = await bank.Do(order, deed, ct), ct);
        return done.IsOk && !wasPossible ? RailErrors.NotNow : done;
    }

    /// <summary>Takes a new signing secret; messages signed with the one before are still believed.</summary>
    public Task<Result<Done>> RotateSecret(Actor actor, CancellationToken ct) => OnSandbox("rotate", "secret", actor, () =>
    {
        keys.Rotate();
        return Task.CompletedTask;
    }, ct);

    /// <summary>Asks a rail about one operation now.</summary>
    public async Task<Result<Done>> AskNow(OperationId operation, Actor actor, CancellationToken ct)
    {
        var allowed = await Audit("ask", operation.ToString(), actor, ct);
        if (allowed.IsOk) await ask.Run(operation, ct);
        return allowed;
    }

    private async Task<Result<Done>> OnSandbox(string what, string about, Actor actor, Func<Task> deed, CancellationToken ct)
    {
        if ((await Audit(what, about, actor, ct)).Fails(out var done, out var error)) return error;
        if (!options.Sandbox) return RailErrors.NoSandbox;
        await deed();
        return done;
    }

    private Task<Result<Done>> Audit(string what, string about, Actor actor, CancellationToken ct) => work.Run<Done>(
        new Command(what, about), actor, _ => Task.FromResult<Result<Done>>(actor.Is(StaffRole.Superadmin) ? new Done() : RailErrors.LabOnly), ct);

    private async Task<LabSandbox> Sandbox(MarketplaceDb db, CancellationToken ct)
    {
        var now = await dial.Read(ct);
        return new LabSandbox(now.Read(), now.Seed, now.FeeBasisPoints, await bank.Newest(Shown, ct),
            await db.SandboxDeliveries.CountAsync(d => d.TakenAt == null, ct), keys.Masked);
    }
}
