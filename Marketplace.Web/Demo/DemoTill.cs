using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Escrow;
using Marketplace.Core.Payments.Rails;
using Marketplace.Core.Payments.Rails.Attempts;
using Marketplace.Core.Payments.Rails.Contract;
using Marketplace.Core.Payments.Rails.Operations;
using Marketplace.Core.Payments.Rails.Sandbox;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Web.Demo;

/// <summary>Deals between clients and artists of the demo: paid through the sandbox, released, given back.</summary>
internal sealed class DemoTill(DemoPast past)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    private sealed record Deal(string Title, Guid Key = default) : ICommand;

    /// <summary>A deal is agreed and paid: the money is in escrow.</summary>
    public async Task<TrancheId> Pay(Actor client, string title, Money price, int clearingDays, CancellationToken ct, params Actor[] payees)
    {
        TrancheId tranche = default;
        var started = (await past.Get<Work>().Run<PaymentStarted>(new Deal(title), Actor.System("demo"), async db =>
        {
            var tranches = past.Get<Tranches>();
            // The first of several keeps the larger part.
            var shares = payees.Select((p, i) => new Payee(p.UserId, i == 0 && payees.Length > 1 ? 7 : payees.Length > 1 ? 3 : 1)).ToList();
            var deal = tranches.Plan(db, new NewAgreement("demo", client.UserId, $"demo:{title}", "music", price.Asset,
                [new NewTranche(title, price, shares) { ClearingDays = clearingDays }]));
            await db.SaveChangesAsync(ct);
            tranche = deal.Tranches[0].Id;
            if ((await tranches.Ask(db, tranche, Patience, ct)).Fails(out _, out var error)) return error;
            return await past.Get<StartPayment>().Begin(db, new StartPayment.Order(client.UserId, PaymentPurpose.Tranche, tranche.Value, price,
                SandboxRail.Code, PayerAction.PhonePrompt, "0244000111", title), ct);
        }, ct)).Must();
        await past.Get<SendOperation>().Run(started.Collect, ct);
        await past.Get<SandboxBank>().Do(await Reference(started.Collect, ct), SandboxDeed.Pay, ct);
        _ = (await past.Get<CheckPayment>().Run(new(started.Attempt), client, ct)).Must();
        return tranche;
    }

    /// <summary>A payment that its payer never answers.</summary>
    /// <returns>The sandbox's order.</returns>
    public async Task<string> Forget(Actor client, Money amount, CancellationToken ct)
    {
        var started = (await past.Get<StartPayment>().Run(new(amount, SandboxRail.Code, PayerAction.PhonePrompt, "0244000111", Guid.NewGuid()), client, ct)).Must();
        return await Reference(started.Collect, ct);
    }

    /// <summary>Money comes for a payment that nobody waits for any more; no message tells of it.</summary>
    public Task PayLate(string order, CancellationToken ct) => past.Get<SandboxBank>().Do(order, SandboxDeed.PayLate, ct);

    /// <summary>Somebody sends money without any order; it stands in the sandbox's own book alone.</summary>
    public async Task Stray(Money amount, CancellationToken ct)
    {
        await using var db = await past.Get<IDbContextFactory<MarketplaceDb>>().CreateDbContextAsync(ct);
        db.Add(new SandboxMovement { OrderId = "sb_stray", Reference = "stray", Kind = StatementLineKind.Collect, Minor = amount.Minor, Asset = amount.Asset, At = past.Now });
        await db.SaveChangesAsync(ct);
    }

    /// <summary>The work is accepted, all of it or a part.</summary>
    public Task Release(TrancheId tranche, Money? part, CancellationToken ct) =>
        Step("release", (db, tranches) => tranches.Release(db, tranche, part, Guid.NewGuid().ToString("N"), ct: ct), ct);

    /// <summary>A part goes back the way it came.</summary>
    public Task Refund(TrancheId tranche, Money part, string reason, CancellationToken ct) =>
        Step("refund", (db, tranches) => tranches.Refund(db, tranche, part, Guid.NewGuid().ToString("N"), reason, ct: ct), ct);

    private async Task Step(string what, Func<MarketplaceDb, Tranches, Task<Result<TrancheAnswer>>> verb, CancellationToken ct) =>
        (await past.Get<Work>().Run(new Deal(what), Actor.System("demo"), db => verb(db, past.Get<Tranches>()), ct)).Must();

    private async Task<string> Reference(OperationId operation, CancellationToken ct)
    {
        await using var db = await past.Get<IDbContextFactory<MarketplaceDb>>().CreateDbContextAsync(ct);
        return (await db.RailOperations.FindAsync([operation], ct))!.ProviderKey;
    }
}
