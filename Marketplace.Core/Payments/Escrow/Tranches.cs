using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Journal;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payments.Escrow;

/// <summary>
/// The verbs by which every feature moves money. Each joins the transaction of its caller, books at most once for its cause, and refuses
/// without leaving anything behind. Who may cause a verb is decided by the feature's use case; what the money allows is decided here.
/// </summary>
/// <remarks>A verb that loses a race against another one throws what <see cref="Work"/> takes for a lost race, so that the use case runs again.</remarks>
public sealed partial class Tranches(Ledger ledger, TimeProvider clock)
{
    /// <summary>How long before the rail lets go a choice is forced.</summary>
    public static readonly TimeSpan ChoiceBeforeHorizon = TimeSpan.FromDays(5);
    /// <summary>How long before the rail lets go a superadmin has to rule.</summary>
    public static readonly TimeSpan RulingBeforeHorizon = TimeSpan.FromDays(3);
    private static readonly TimeSpan TopUpPatience = TimeSpan.FromHours(24);
    private static readonly TimeSpan DraftPatience = TimeSpan.FromDays(30);
    private static readonly TimeSpan DeskPatience = TimeSpan.FromHours(24);
    private static readonly TimeSpan FrozenPatience = TimeSpan.FromDays(60);
    private static readonly TimeSpan ChargebackPatience = TimeSpan.FromDays(7);

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Writes down what was agreed. No money moves; each tranche is a draft until <see cref="Ask"/>.</summary>
    /// <exception cref="ArgumentException">A price, payee or tax that makes no sense.</exception>
    public Agreement Plan(MarketplaceDb db, NewAgreement plan)
    {
        if (plan.Tranches.Count == 0) throw new ArgumentException("An agreement has at least one tranche.");
        var agreement = new Agreement(plan, Now);
        db.Agreements.Add(agreement);
        foreach (var tranche in agreement.Tranches) Remind(db, TrancheTimers.Unpaid, tranche.Id.Value, Now + DraftPatience);
        return agreement;
    }

    /// <summary>Asks the payer to pay within a time. Errors: <c>tranche.unknown</c>, <c>state</c>.</summary>
    public async Task<Result<TrancheAnswer>> Ask(MarketplaceDb db, TrancheId id, TimeSpan patience, CancellationToken ct)
    {
        if (await Find(db, id, ct) is not { } tranche) return EscrowErrors.UnknownTranche;
        if (tranche.Move(TrancheState.AwaitingFunds, Now).Fails(out _, out var error)) return error;
        await Timers.Set(db, TrancheTimers.Unpaid, id.Value, Now + patience, ct);
        return Answer(tranche, Money.Zero(tranche.Asset));
    }

    /// <summary>Nobody pays any more: what came in goes back. Errors: <c>tranche.unknown</c>, <c>state</c>.</summary>
    public async Task<Result<TrancheAnswer>> GiveUp(MarketplaceDb db, TrancheId id, string cause, CancellationToken ct)
    {
        if (await Find(db, id, ct) is not { } tranche) return EscrowErrors.UnknownTranche;
        if (tranche.State == TrancheState.Void) return Answer(tranche, Money.Zero(tranche.Asset));
        if (tranche.State is not (TrancheState.Draft or TrancheState.AwaitingFunds)) return TrancheFlow.Steps.Check(tranche.State, TrancheState.Void)!;
        await Timers.Cancel(db, TrancheTimers.Unpaid, id.Value, ct);
        if (tranche.Left.IsPositive)
            return await Move(db, tranche, Money.Zero(tranche.Asset), tranche.Left, new Reasons($"giveup:{cause}", "Not paid in full in time.", default, false), ct);
        if (tranche.Move(TrancheState.Void, Now).Fails(out _, out var error)) return error;
        Tell(tranche, "void", Money.Zero(tranche.Asset));
        return Answer(tranche, Money.Zero(tranche.Asset));
    }

    /// <summary>Blocks all verbs but a ruling. Moves no money. Errors: <c>tranche.unknown</c>, <c>state</c>.</summary>
    public async Task<Result<TrancheAnswer>> Freeze(MarketplaceDb db, TrancheId id, string reason, CancellationToken ct)
    {
        if (await Find(db, id, ct) is not { } tranche) return EscrowErrors.UnknownTranche;
        if (tranche.Freeze(reason, Now).Fails(out _, out var error)) return error;
        await Timers.Set(db, TrancheTimers.Frozen, id.Value, Now + FrozenPatience, ct);
        Tell(tranche, "freeze", Money.Zero(tranche.Asset));
        return Answer(tranche, Money.Zero(tranche.Asset));
    }

    /// <summary>Lets the verbs work again. Errors: <c>tranche.unknown</c>, <c>state</c>.</summary>
    public async Task<Result<TrancheAnswer>> Unfreeze(MarketplaceDb db, TrancheId id, CancellationToken ct)
    {
        if (await Find(db, id, ct) is not { } tranche) return EscrowErrors.UnknownTranche;
        if (tranche.Unfreeze(Now).Fails(out _, out var error)) return error;
        await Timers.Cancel(db, TrancheTimers.Frozen, id.Value, ct);
        Tell(tranche, "unfreeze", Money.Zero(tranche.Asset));
        return Answer(tranche, Money.Zero(tranche.Asset));
    }

    /// <summary>The rail has finished the order of a release. Errors: <c>tranche.unknown</c>, <c>state</c>.</summary>
    public async Task<Result<TrancheAnswer>> RailFinished(MarketplaceDb db, TrancheId id, CancellationToken ct)
    {
        if (await Find(db, id, ct) is not { } tranche) return EscrowErrors.UnknownTranche;
        tranche.RailFinished();
        if (tranche.Settle(Now).Fails(out _, out var error)) return error;
        await Timers.Cancel(db, TrancheTimers.Rail, id.Value, ct);
        Tell(tranche, "settle", Money.Zero(tranche.Asset));
        return Answer(tranche, Money.Zero(tranche.Asset));
    }

    private static async Task<Tranche?> Find(MarketplaceDb db, TrancheId id, CancellationToken ct) =>
        db.Tranches.Local.FirstOrDefault(t => t.Id == id) ?? await db.Tranches.Include(t => t.Captures).SingleOrDefaultAsync(t => t.Id == id, ct);

    private static TrancheAnswer Answer(Tranche tranche, Money moved) => new(tranche.Id, tranche.State, moved, tranche.Left);

    private static void Tell(Tranche tranche, string verb, Money amount) => tranche.Happened(new TrancheMoved(
        tranche.Id, tranche.AgreementId, tranche.Subject, verb, amount, tranche.State, [tranche.PayerId, .. tranche.Payees.Select(p => p.User)]));

    // For timers that cannot be waiting yet; the others go through Timers.Set.
    private static void Remind(MarketplaceDb db, string kind, Guid subject, DateTime at) =>
        db.Timers.Add(new DueTimer { Kind = kind, Subject = subject, DueAt = at });

    /// <summary>What was booked for the cause before, if it was: null when not, the error when something else was asked then.</summary>
    private static async Task<(bool IsRepeat, Error? Error)> Before(MarketplaceDb db, string cause, string asked, CancellationToken ct)
    {
        var links = db.LedgerTransactions.Local.Where(t => t.Cause == cause).Select(t => t.LinksJson).FirstOrDefault()
            ?? await db.LedgerTransactions.Where(t => t.Cause == cause).Select(t => t.LinksJson).FirstOrDefaultAsync(ct);
        if (links is null) return (false, null);
        return links == Posting.LinksText(Asked(asked)) ? (true, null) : (true, LedgerErrors.OtherCause);
    }

    private static Dictionary<string, string> Asked(string asked) => new() { ["asked"] = asked };

    // Amounts were just read and allowed it, so a refusal of the books means that another step came in between.
    private async Task<LedgerTransaction> Book(MarketplaceDb db, Posting posting, CancellationToken ct)
    {
        var booked = await ledger.Post(db, posting, ct);
        if (booked.Error is { } error && error.Code != LedgerErrors.Short.Code) throw new InvalidOperationException($"{posting.Kind}: {error.Code}");
        return booked.IsOk ? booked.Value : throw new DbUpdateConcurrencyException($"{posting.Kind}: another step took the money first.");
    }
}
