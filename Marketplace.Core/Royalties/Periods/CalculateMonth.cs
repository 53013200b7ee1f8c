using Marketplace.Core.Kernel;
using Marketplace.Core.Royalties.Calculation;
using Marketplace.Core.Royalties.Pricing;
using Marketplace.Core.Royalties.Rules;
using Marketplace.Core.Royalties.Statements;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Royalties.Periods;

/// <summary>
/// Calculates a month: reads plays, splits and coverage, prices and divides them, and writes lines and statements as a new
/// revision. The same input gives the same result, which keeps its revision.
/// </summary>
/// <remarks>
/// Money: none is moved; statements say what is owed. Errors: finance.only, month.format, month.running, month.unsettled,
/// month.unpriced, rule.overlap, state. Raises <see cref="MonthCalculated"/>. Reading and pricing happen before the transaction,
/// so that writers wait only while the result is stored.
/// </remarks>
public sealed class CalculateMonth(Work work, MonthInputQueries inputs, RuleQueries rules, TimeProvider clock)
{
    /// <param name="Month">As <c>yyyy-MM</c>.</param>
    /// <param name="By">Who asked, when the worker acts for a person; empty for the actor itself.</param>
    /// <param name="ByName">That person's name.</param>
    /// <param name="Key">The caller's key.</param>
    public sealed record Command(string Month, UserId By, string ByName, Guid Key) : ICommand
    {
        /// <inheritdoc/>
        public IEnumerable<Error> Problems()
        {
            if (!Royalties.Month.TryParse(Month, out _)) yield return RoyaltyErrors.BadMonth;
        }
    }

    /// <summary>Calculates.</summary>
    /// <param name="command">Which month.</param>
    /// <param name="actor">Finance, or the system.</param>
    /// <param name="progress">Told what is being done, 0…100.</param>
    /// <param name="ct">Gives up before anything is stored.</param>
    public async Task<Result<MonthCalculated>> Run(
        Command command, Actor actor, Func<CalculationStep, int, Task> progress, CancellationToken ct)
    {
        if (command.Problems().FirstOrDefault() is { } problem) return problem;
        if (!actor.IsSystem && !actor.Is(StaffRole.Finance)) return RoyaltyErrors.NotFinance;
        var month = Royalties.Month.Parse(command.Month);
        var now = clock.GetUtcNow().UtcDateTime;
        if (now < MonthClock.SafeEnd(month)) return RoyaltyErrors.MonthNotOver;

        await progress(CalculationStep.Reading, 10);
        var input = await inputs.Load(month, ct);
        if (input.Stations.Values.Any(station => now < month.EndUtc(TimeZoneInfo.FindSystemTimeZoneById(station.TimeZone))))
            return RoyaltyErrors.MonthNotOver;
        if ((await rules.Book(ct)).Fails(out var book, out var error)) return error;

        await progress(CalculationStep.Pricing, 50);
        if (MonthCalculation.Of(input, book).Fails(out var result, out error)) return error;
        Reconciliation.Demand(result.Lines, result.Statements);

        await progress(CalculationStep.Writing, 80);
        var by = command.By == default ? actor : new Actor(command.By, command.ByName);
        return await work.Run<MonthCalculated>(command, actor, db => Store(db, result, by, ct), ct);
    }

    private async Task<Result<MonthCalculated>> Store(MarketplaceDb db, MonthResult result, Actor by, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var id = result.Month.ToString();
        var period = await db.Periods.SingleOrDefaultAsync(p => p.Id == id, ct);
        if (period is null) db.Periods.Add(period = new Period(id));
        if (period.Calculate(result, by, now).Fails(out var calculated, out var error)) return error;
        if (!calculated.IsNewRevision) return calculated;

        foreach (var old in await db.Statements.Where(s => s.Period == id && s.State == StatementState.Draft).ToListAsync(ct))
            if (old.Supersede().Fails(out _, out error)) return error;
        foreach (var line in result.Lines) line.Revision = period.Revision;
        foreach (var station in result.Stations) station.Revision = period.Revision;
        foreach (var statement in result.Statements) statement.Take(period.Revision);
        db.RoyaltyLines.AddRange(result.Lines);
        db.StationMonths.AddRange(result.Stations);
        db.Statements.AddRange(result.Statements);
        return calculated;
    }
}
