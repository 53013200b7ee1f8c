using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Rails.Contract;
using Marketplace.Core.Payments.Rails.Operations;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payments.Rails.Reconciliation;

/// <summary>
/// Compares a rail's own book of a day with ours. Lines are stored once, so comparing again changes nothing but what has become clear since.
/// </summary>
/// <remarks>Errors: payment.rail, payment.no_statement. Raises <see cref="StatementCompared"/>.</remarks>
public sealed class ReconcileRail(Work work, RailBook rails, AskRail ask, RailJournal journal, TimeProvider clock)
{
    /// <summary>Money of ours that the rail's book should have shown by then.</summary>
    public static readonly TimeSpan SettlementDelay = TimeSpan.FromDays(1);

    /// <param name="Rail">Code of the rail.</param>
    /// <param name="Day">The day, UTC.</param>
    /// <param name="Asset">Asset.</param>
    public sealed record Command(string Rail, DateOnly Day, Asset Asset) : ICommand
    {
        /// <inheritdoc/>
        public Guid Key => Guid.Empty;
    }

    /// <summary>Runs the use case.</summary>
    public async Task<Result<StatementCompared>> Run(Command command, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (rails.Find(command.Rail) is not { } provider || !provider.Describe().HasStatements) return RailErrors.UnknownRail;
        var statement = await provider.Statement(command.Day, command.Asset, ct);
        if (statement.Lines is not { } lines) return RailErrors.NoStatement;

        var first = await Compare(command, actor, statement, lines, ct);
        if (first.Fails(out var found, out var error)) return error;
        // What is done for them and open for us is asked for now, and looked at once more.
        foreach (var operation in found.Open.Where(o => o.Class == MatchClass.StateDiff && o.Operation is not null))
            await ask.Run(operation.Operation!.Value, ct);
        return found.Open.Any(o => o.Class == MatchClass.StateDiff) ? await Compare(command, actor, statement, lines, ct) : first;
    }

    private Task<Result<StatementCompared>> Compare(
        Command command, Actor actor, Statement statement, IReadOnlyList<StatementLine> lines, CancellationToken ct) =>
        work.Run<StatementCompared>(command, actor, async db =>
        {
            var now = clock.GetUtcNow().UtcDateTime;
            var ids = lines.Select(l => l.LineId).ToHashSet();
            var known = await db.StatementEntries.Where(e => e.Rail == command.Rail && ids.Contains(e.LineId)).ToListAsync(ct);
            foreach (var line in lines.DistinctBy(l => l.LineId).Where(l => known.All(k => k.LineId != l.LineId)))
            {
                var entry = new StatementEntry(command.Rail, line);
                db.StatementEntries.Add(entry);
                known.Add(entry);
            }
            await Judge(db, command, known, now, ct);
            var missing = await Missing(db, command, now, ct);
            var end = command.Day.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
            // A rail's own lines must add up to its own balance; what they differ from ours is named line by line.
            var earlier = await db.StatementEntries.Where(e => e.Rail == command.Rail && e.Asset == command.Asset && e.At < end && !ids.Contains(e.LineId)
                && e.Class != MatchClass.OursOnly).SumAsync(e => e.Minor, ct);
            var unexplained = (statement.Closing?.Minor - earlier - known.Sum(e => e.Minor) ?? 0)
                + known.Where(e => e.Class is MatchClass.AmountDiff or MatchClass.StateDiff || e is { Class: MatchClass.TheirsOnly, Minor: < 0 })
                    .Sum(e => e.DifferenceMinor);
            List<OpenLine> open = [
                .. known.Where(e => e.Class is not (MatchClass.Matched or MatchClass.FeeLine)).Select(e => new OpenLine(e.LineId, e.Class, e.OperationId, e.DifferenceMinor)),
                .. missing];
            db.StatementRuns.Add(new StatementRun
            {
                Rail = command.Rail, Asset = command.Asset, Day = command.Day, Hash = statement.Hash, At = now,
                ClosingMinor = statement.Closing?.Minor, UnexplainedMinor = unexplained, Open = open.Count,
            });
            var compared = new StatementCompared(command.Rail, command.Asset.Code, command.Day, known.Count, unexplained, open, now);
            db.Tell(compared, now);
            return compared;
        }, ct);

    private async Task Judge(MarketplaceDb db, Command command, List<StatementEntry> entries, DateTime now, CancellationToken ct)
    {
        var keys = entries.Select(e => e.OperationKey).OfType<string>().ToHashSet();
        var refs = entries.Select(e => e.ProviderRef).OfType<string>().ToHashSet();
        var operations = await db.RailOperations.Where(o => o.Rail == command.Rail
            && (keys.Contains(o.ProviderKey) || (o.ProviderRef != null && refs.Contains(o.ProviderRef)))).ToListAsync(ct);
        foreach (var group in entries.GroupBy(e => (Operation: Find(operations, e), e.Kind)))
        {
            var (operation, kind) = group.Key;
            if (operation is null)
            {
                foreach (var entry in group) await Unmatched(db, entry, now, ct);
                continue;
            }
            // A payment may have several lines, on several days: their sum is what counts.
            var others = group.Select(e => e.Id).ToHashSet();
            var theirs = group.Sum(e => e.Minor) + await db.StatementEntries
                .Where(e => e.OperationId == operation.Id && e.Kind == kind && !others.Contains(e.Id)).SumAsync(e => e.Minor, ct);
            var ours = Ours(operation, kind);
            foreach (var entry in group)
            {
                if (kind == StatementLineKind.Fee)
                {
                    if (theirs < ours) await Fee(db, operation, entry, ours - theirs, now, ct);
                    entry.Judge(MatchClass.FeeLine, operation.Id, 0);
                    ours = theirs;
                }
                else
                {
                    entry.Judge(theirs == ours ? MatchClass.Matched : operation.IsFinal && ours != 0 ? MatchClass.AmountDiff : MatchClass.StateDiff,
                        operation.Id, theirs - ours);
                    theirs = ours; // The difference is counted once.
                }
            }
        }
    }

    private async Task Unmatched(MarketplaceDb db, StatementEntry entry, DateTime now, CancellationToken ct)
    {
        entry.Judge(entry.Kind == StatementLineKind.Fee ? MatchClass.FeeLine : MatchClass.TheirsOnly, null, entry.Minor);
        var effect = $"line:{StableId.Of($"{entry.Rail}:{entry.LineId}"):N}";
        if (entry.Minor > 0)
            await journal.Write(db, new MoneyEvent(MoneyEventKind.Unmatched, entry.Rail, default, effect, new(entry.Minor, entry.Asset), entry.Id, now), ct);
        else if (entry is { Kind: StatementLineKind.Fee, Minor: < 0 })
            await journal.Write(db, new MoneyEvent(MoneyEventKind.Fee, entry.Rail, default, effect, new(-entry.Minor, entry.Asset), entry.Id, now), ct);
    }

    // Counted on the operation too, so that the rail's answer to a later question does not tell it as news.
    private async Task Fee(MarketplaceDb db, RailOperation operation, StatementEntry entry, long minor, DateTime now, CancellationToken ct)
    {
        operation.CountFee(minor);
        await journal.Write(db, Facts.Fact(operation, MoneyEventKind.Fee, $"line:{StableId.Of(entry.LineId):N}", new(minor, entry.Asset), now), ct);
    }

    // Ours that the rail's book should show by now and does not.
    private static async Task<List<OpenLine>> Missing(MarketplaceDb db, Command command, DateTime now, CancellationToken ct)
    {
        var from = command.Day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        var to = from.AddDays(1);
        if (now - to < SettlementDelay) return [];
        var moved = await db.RailEvents.Where(e => e.Rail == command.Rail && e.Asset == command.Asset && e.At >= from && e.At < to
                && (e.Kind == MoneyEventKind.Received || e.Kind == MoneyEventKind.RefundPaid || e.Kind == MoneyEventKind.PayoutPaid))
            .Select(e => e.OperationId).Distinct().ToListAsync(ct);
        var shown = await db.StatementEntries.Where(e => e.Rail == command.Rail && e.OperationId != null && moved.Contains(e.OperationId.Value))
            .Select(e => e.OperationId!.Value).Distinct().ToListAsync(ct);
        return [.. moved.Except(shown).Select(id => new OpenLine($"ours:{id}", MatchClass.OursOnly, id, 0))];
    }

    private static RailOperation? Find(List<RailOperation> operations, StatementEntry entry) =>
        operations.FirstOrDefault(o => o.ProviderKey == entry.OperationKey)
            ?? operations.FirstOrDefault(o => entry.ProviderRef is not null && o.ProviderRef == entry.ProviderRef);

    private static long Ours(RailOperation operation, StatementLineKind kind) => kind switch
    {
        StatementLineKind.Collect => operation.MovedMinor,
        StatementLineKind.Refund or StatementLineKind.Payout => -operation.MovedMinor,
        StatementLineKind.Fee => -operation.FeeMinor,
        StatementLineKind.Reversal => operation.Kind == OperationKind.Payout ? operation.ReversedMinor : -operation.ReversedMinor,
        _ => 0,
    };
}

/// <summary>A line that needs a person.</summary>
/// <param name="Line">The rail's id of the line.</param>
/// <param name="Class">What is wrong.</param>
/// <param name="Operation">The operation it belongs to.</param>
/// <param name="Difference">Theirs minus ours, minor units.</param>
public sealed record OpenLine(string Line, MatchClass Class, OperationId? Operation, long Difference);

/// <summary>A rail's day was compared.</summary>
/// <param name="Rail">Code of the rail.</param>
/// <param name="Asset">Code of the asset.</param>
/// <param name="Day">The day.</param>
/// <param name="Lines">Lines of the rail's book.</param>
/// <param name="Unexplained">What nobody can explain, minor units.</param>
/// <param name="Open">Lines that need a person.</param>
/// <param name="At">When, UTC.</param>
public sealed record StatementCompared(
    string Rail, string Asset, DateOnly Day, int Lines, long Unexplained, IReadOnlyList<OpenLine> Open, DateTime At) : ILiveEvent
{
    /// <inheritdoc/>
    public IEnumerable<string> Topics => ["rails"];
}
