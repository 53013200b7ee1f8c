using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Royalties.Periods;

/// <summary>Finance or the monthly chore asks for a month to be calculated; the worker does it.</summary>
/// <remarks>
/// Money: none. Errors: finance.only, month.format, month.running, state. A calculation that is already waiting or running is
/// joined, not doubled. Raises <see cref="CalculationMoved"/>.
/// </remarks>
public sealed class RequestCalculation(Work work, TimeProvider clock)
{
    /// <param name="Month">As <c>yyyy-MM</c>.</param>
    /// <param name="Key">The caller's key.</param>
    public sealed record Command(string Month, Guid Key) : ICommand
    {
        /// <inheritdoc/>
        public IEnumerable<Error> Problems()
        {
            if (!Royalties.Month.TryParse(Month, out _)) yield return RoyaltyErrors.BadMonth;
        }
    }

    /// <summary>Asks.</summary>
    /// <returns>The id of the run that will do it.</returns>
    public Task<Result<CalculationRunId>> Run(Command command, Actor actor, CancellationToken ct) =>
        work.Run<CalculationRunId>(command, actor, async db =>
        {
            if (!actor.IsSystem && !actor.Is(StaffRole.Finance)) return RoyaltyErrors.NotFinance;
            var now = clock.GetUtcNow().UtcDateTime;
            if (now < MonthClock.SafeEnd(Royalties.Month.Parse(command.Month))) return RoyaltyErrors.MonthNotOver;

            var period = await db.Periods.AsNoTracking().SingleOrDefaultAsync(p => p.Id == command.Month, ct);
            if (PeriodFlow.Steps.Check(period?.State ?? PeriodState.Open, PeriodState.Calculated) is { } wrong) return wrong;

            if (await db.CalculationRuns.FirstOrDefaultAsync(r => r.Period == command.Month && r.EndedAt == null, ct) is { } open)
                return open.Id;
            var run = new CalculationRun(command.Month, actor.UserId, actor.Name, now);
            db.CalculationRuns.Add(run);
            db.Tell(new CalculationMoved(run.Period, run.Id), now);
            return run.Id;
        }, ct);
}

/// <summary>When a month is over.</summary>
public static class MonthClock
{
    /// <summary>The zone that the house itself counts months in.</summary>
    public static readonly TimeZoneInfo House = TimeZoneInfo.FindSystemTimeZoneById("Africa/Accra");

    /// <summary>Over in the house's zone. Stations in other zones are checked one by one when their plays are read.</summary>
    public static DateTime SafeEnd(Month month) => month.EndUtc(House);
}
