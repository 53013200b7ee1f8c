using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Escrow;
using Marketplace.Core.Payments.Journal;
using Marketplace.Core.Storage;

namespace Marketplace.Web.Drill;

/// <summary>One money step of a crash drill: what a feature would do, with people who exist only by their number.</summary>
/// <remarks>Errors: those of the verbs, and <c>drill.verb</c>.</remarks>
public sealed class DrillStep(Work work, Tranches tranches, PayOuts payOuts, Ledger ledger, TimeProvider clock)
{
    /// <summary>What is to be done.</summary>
    /// <param name="Verb">fund, deposit, release, part, refund, split, tip, payout, sale or royalty.</param>
    /// <param name="Person">Number of the one who pays or tips.</param>
    /// <param name="Other">Number of the one who earns.</param>
    /// <param name="Minor">Amount, pesewas.</param>
    /// <param name="Tranche">The tranche, for verbs that need one.</param>
    /// <param name="Key">Idempotency key of the client.</param>
    public sealed record Command(string Verb, int Person, int Other, long Minor, Guid Tranche, Guid Key) : ICommand;

    /// <summary>What was done.</summary>
    /// <param name="Tranche">The tranche.</param>
    /// <param name="Booked">How many transactions the step booked.</param>
    /// <param name="Left">What is left in escrow, minor units.</param>
    public sealed record Answer(Guid Tranche, int Booked, long Left);

    /// <summary>Does it once for its key.</summary>
    public Task<Result<Answer>> Run(Command command, CancellationToken ct) => work.Run(command, Actor.System("drill"), db => Do(db, command, ct), ct);

    private Task<Result<Answer>> Do(MarketplaceDb db, Command step, CancellationToken ct) => step.Verb switch
    {
        "fund" => Fund(db, step, clearingDays: 0, ct),
        "deposit" => Fund(db, step, clearingDays: 2, ct),
        "sale" => Sale(db, step, ct),
        "release" => Told(tranches.Release(db, new(step.Tranche), null, Cause(step), ct: ct)),
        "part" => Told(tranches.Release(db, new(step.Tranche), Amount(step), Cause(step), ct: ct)),
        "refund" => Told(tranches.Refund(db, new(step.Tranche), null, Cause(step), "Drill", toBalance: true, ct: ct)),
        "split" => Split(db, step, ct),
        "tip" => Booked(ledger.Post(db, new Posting("drill.tip", $"tip:{Cause(step)}",
            [Line.Debit(AccountPath.Available(Person(step.Person)), Amount(step)), Line.Credit(AccountPath.Available(Person(step.Other)), Amount(step))]), ct)),
        "payout" => Booked(payOuts.Request(db, step.Key, Person(step.Person), Amount(step), ct)),
        "royalty" => Booked(ledger.Post(db, new Posting("drill.royalty", $"royalty:{Cause(step)}",
            [Line.Debit(AccountPath.Provider("bank"), Amount(step)), .. Amount(step).Allocate([5, 3, 2]).Select((part, i) => Line.Credit(AccountPath.Available(Person(step.Other + i)), part))]), ct)),
        _ => Task.FromResult<Result<Answer>>(Error.Invalid("drill.verb", "There is no such verb.")),
    };

    private async Task<Result<Answer>> Fund(MarketplaceDb db, Command step, int clearingDays, CancellationToken ct)
    {
        var deal = tranches.Plan(db, new NewAgreement("drill", Person(step.Person), $"drill:{Cause(step)}", "drill", Asset.Ghs,
            [new NewTranche("Drill", Amount(step), [new(Person(step.Other), 2), new(Person(step.Other + 1), 1)]) { ClearingDays = clearingDays }]));
        var id = deal.Tranches[0].Id;
        if ((await tranches.Ask(db, id, TimeSpan.FromMinutes(15), ct)).Fails(out _, out var error)) return error;
        var now = clock.GetUtcNow().UtcDateTime;
        return (await tranches.Fund(db, id, new Payment("drill", Amount(step), Money.Zero(Asset.Ghs), Cause(step), step.Key, now), ct))
            .Then(_ => new Answer(id.Value, 1, step.Minor));
    }

    private async Task<Result<Answer>> Sale(MarketplaceDb db, Command step, CancellationToken ct)
    {
        if ((await Fund(db, step, clearingDays: 0, ct)).Fails(out var funded, out var error)) return error;
        return (await Told(tranches.Release(db, new(funded.Tranche), null, Cause(step), ct: ct))).Then(sold => sold with { Booked = 2 });
    }

    private async Task<Result<Answer>> Split(MarketplaceDb db, Command step, CancellationToken ct)
    {
        var whole = -await ledger.Balance(db, AccountPath.Escrow(step.Tranche), Asset.Ghs, ct);
        var parts = whole.Allocate([7, 3]);
        return await Told(tranches.Split(db, new(step.Tranche), parts[0], parts[1], Cause(step), "Drill", toBalance: true, ct: ct));
    }

    private static async Task<Result<Answer>> Told(Task<Result<TrancheAnswer>> verb) => (await verb).Then(a => new Answer(a.Tranche.Value, 1, a.Left.Minor));

    private static async Task<Result<Answer>> Booked(Task<Result<LedgerTransaction>> booking) => (await booking).Then(_ => new Answer(Guid.Empty, 1, 0));

    private static string Cause(Command step) => step.Key.ToString("N");

    private static Money Amount(Command step) => new(step.Minor, Asset.Ghs);

    private static UserId Person(int number) => new(new Guid(number, 0x4d, 0x4b, [0, 0, 0, 0, 0, 0, 0, 1]));
}
