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
        // A part that the payer's bank took back may still return.
        var end = tranche.Captures.Any(c => c.Charged > 0) ? TrancheState.Reversed : TrancheState.Void;
        if (tranche.Move(end, Now).Fails(out _, out var error)) return error;
        Tell(db, tranche, "void", Money.Zero(tranche.Asset));
        return Answer(tranche, Money.Zero(tranche.Asset));
    }

    /// <summary>Blocks all verbs but a ruling. Moves no money. Errors: <c>tranche.unknown</c>, <c>state</c>.</summary>
    public async Task<Result<TrancheAnswer>> Freeze(MarketplaceDb db, TrancheId id, string reason, CancellationToken ct)
    {
        if (await Find(db, id, ct) is not { } tranche) return EscrowErrors.UnknownTranche;
        if (tranche.Freeze(reason, Now).Fails(out _, out var error)) return error;
        await Timers.Set(db, TrancheTimers.Frozen, id.Value, Now + FrozenPatience, ct);
        Tell(db, tranche, "freeze", Money.Zero(tranche.Asset));
        return Answer(tranche, Money.Zero(tranche.Asset));
    }

    /// <summary>Lets the verbs work again. Errors: <c>tranche.unknown</c>, <c>state</c>.</summary>
    public async Task<Result<TrancheAnswer>> Unfreeze(MarketplaceDb db, TrancheId id, CancellationToken ct)
    {
        if (await Find(db, id, ct) is not { } tranche) return EscrowErrors.UnknownTranche;
        if (tranche.Unfreeze(Now).Fails(out _, out var error)) return error;
        await Timers.Cancel(db, TrancheTimers.Frozen, id.Value, ct);
        // The horizon may have passed its first warning while only the mediator was asked: now the parties have to choose.
        await Timers.Cancel(db, TrancheTimers.LastCall, id.Value, ct);
        await Timers.Set(db, TrancheTimers.Horizon, id.Value, Later(tranche.HorizonAt!.Value - ChoiceBeforeHorizon), ct);
        Tell(db, tranche, "unfreeze", Money.Zero(tranche.Asset));
        return Answer(tranche, Money.Zero(tranche.Asset));
    }

    /// <summary>The rail has finished the order of a release. Errors: <c>tranche.unknown</c>, <c>state</c>.</summary>
    public async Task<Result<TrancheAnswer>> RailFinished(MarketplaceDb db, TrancheId id, CancellationToken ct)
    {
        if (await Find(db, id, ct) is not { } tranche) return EscrowErrors.UnknownTranche;
        tranche.RailFinished();
        if (tranche.Settle(Now).Fails(out _, out var error)) return error;
        await Timers.Cancel(db, TrancheTimers.Rail, id.Value, ct);
        Tell(db, tranche, "settle", Money.Zero(tranche.Asset));
        return Answer(tranche, Money.Zero(tranche.Asset));
    }

    private static async Task<Tranche?> Find(MarketplaceDb db, TrancheId id, CancellationToken ct) =>
        db.Tracked<Tranche>().FirstOrDefault(t => t.Id == id) ?? await db.Tranches.Include(t => t.Captures).SingleOrDefaultAsync(t => t.Id == id, ct);

    // For the answer to a repeat: its first run may have been committed between reading the tranche and finding the booking.
    private static async Task<Tranche?> Fresh(MarketplaceDb db, Tranche? tranche, CancellationToken ct) => tranche is null or { Events.Count: > 0 }
        ? tranche
        : await db.Tranches.AsNoTracking().Include(t => t.Captures).SingleOrDefaultAsync(t => t.Id == tranche.Id, ct);

    private static TrancheAnswer Answer(Tranche tranche, Money moved) => new(tranche.Id, tranche.State, moved, tranche.Left);

    private static void Tell(MarketplaceDb db, Tranche tranche, string verb, Money amount)
    {
        tranche.Happened(new TrancheMoved(
            tranche.Id, tranche.AgreementId, tranche.Subject, verb, amount, tranche.State, [tranche.PayerId, .. tranche.Payees.Select(p => p.User)]));
        // A verb may change nothing but a payment of the tranche. Its version is raised all the same, so that of two verbs at once the second
        // one decides again with what the first one left.
        var entry = db.Entry(tranche);
        if (entry.State == EntityState.Unchanged) entry.Property(t => t.Version).IsModified = true;
    }

    // For timers that cannot be waiting yet; the others go through Timers.Set.
    private static void Remind(MarketplaceDb db, string kind, Guid subject, DateTime at) =>
        db.Timers.Add(new DueTimer { Kind = kind, Subject = subject, DueAt = at });

    /// <summary>What was booked for the cause before, if it was: null when not, the error when something else was asked then.</summary>
    private static async Task<(bool IsRepeat, Error? Error)> Before(MarketplaceDb db, string cause, string asked, CancellationToken ct)
    {
        var links = db.Tracked<LedgerTransaction>().Where(t => t.Cause == cause).Select(t => t.LinksJson).FirstOrDefault()
            ?? await db.LedgerTransactions.Where(t => t.Cause == cause).Select(t => t.LinksJson).FirstOrDefaultAsync(ct);
        if (links is null) return (false, null);
        return links == Posting.LinksText(Asked(asked)) ? (true, null) : (true, LedgerErrors.OtherCause);
    }

    private static Dictionary<string, string> Asked(string asked) => new() { ["asked"] = asked };

    // Amounts were just read and allowed it, and the cause was not booked: when the books see it otherwise, another step came in between.
    private async Task<LedgerTransaction> Book(MarketplaceDb db, Posting posting, CancellationToken ct)
    {
        var booked = await ledger.Post(db, posting, ct);
        if (booked.Error is { } error && error.Code != LedgerErrors.Short.Code && error.Code != LedgerErrors.OtherCause.Code)
            throw new InvalidOperationException($"{posting.Kind}: {error.Code}");
        return booked.IsOk && db.Entry(booked.Value).State == EntityState.Added
            ? booked.Value
            : throw new DbUpdateConcurrencyException($"{posting.Kind}: another step was first.");
    }
}
