using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Airplay;
using Marketplace.Core.Royalties.Statements;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Royalties.Periods;

/// <summary>
/// Books an approved month: each station is charged, each payee credited, some statements per transaction. What was booked is never booked
/// again, so the event may be told twice and a stopped server goes on where it was.
/// </summary>
/// <remarks>
/// Money: station's debt → month → wallets (clearing), tax and commission, by <see cref="RoyaltyBooks"/>. Shares of contributors without an
/// account wait under their own name, and with them the month stays approved. Raises <see cref="StatementPaid"/> and <see cref="MonthPaid"/>.
/// </remarks>
public sealed class PayMonth(Work work, RoyaltyBooks books, IDbContextFactory<MarketplaceDb> contexts, TimeProvider clock) : IEventHandler<MonthApproved>
{
    private const int AtOnce = 50;

    /// <param name="Period">The month.</param>
    /// <param name="Statements">Which statements this step books; none ends the month.</param>
    public sealed record Command(string Period, IReadOnlyList<StatementId> Statements) : ICommand
    {
        /// <inheritdoc/>
        public Guid Key => Guid.Empty; // Each booking is unique by its statement.
    }

    /// <inheritdoc/>
    public Task Handle(MonthApproved happened, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(happened);
        return Run(happened.Period, ct);
    }

    /// <summary>Books what is not booked yet.</summary>
    /// <exception cref="InvalidOperationException">The books refused, which an approved month gives no reason for.</exception>
    public async Task Run(string period, CancellationToken ct)
    {
        List<StatementId> ids;
        await using (var db = await contexts.CreateDbContextAsync(ct))
        {
            // Stations first, because their money is what is credited; then whoever was corrected downwards, whose part others get.
            ids = await db.Statements.Where(s => s.Period == period && s.State == StatementState.Approved)
                .OrderByDescending(s => s.Kind).ThenBy(s => s.Earnings + s.Adjustments).ThenBy(s => s.Id).Select(s => s.Id).ToListAsync(ct);
        }
        foreach (var some in ids.Chunk(AtOnce)) await Step(new Command(period, some), db => Book(db, some, ct), ct);
        await Step(new Command(period, []), db => End(db, period, ct), ct);
    }

    private async Task Step(Command command, Func<MarketplaceDb, Task<Result<Done>>> body, CancellationToken ct)
    {
        if ((await work.Run(command, Actor.System("royalties"), body, ct)).Error is { } error)
            throw new InvalidOperationException($"Royalties of {command.Period}: {error.Code}");
    }

    private async Task<Result<Done>> Book(MarketplaceDb db, StatementId[] ids, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var found = await db.Statements.Where(s => ids.Contains(s.Id)).ToDictionaryAsync(s => s.Id, ct);
        foreach (var statement in ids.Select(id => found[id]).Where(s => s.State == StatementState.Approved))
        {
            var booked = statement.Kind == StatementKind.Station
                ? await books.Charge(db, statement.Bill(), ct)
                : await books.Credit(db, statement.ForWallet(), ct);
            if (booked.Fails(out _, out var error)) return error;
            if (statement.Kind == StatementKind.Station || (statement.Account is null && statement.Credit > 0)) continue;
            if (statement.Pay(now).Fails(out _, out error)) return error;
            if (statement is { Account: { } account, Credit: > 0 })
                db.Tell(new StatementPaid(statement.Id, account, statement.Period, new Money(statement.Credit, Asset.Ghs), now), now);
        }
        return new Done();
    }

    private async Task<Result<Done>> End(MarketplaceDb db, string period, CancellationToken ct)
    {
        var month = await db.Periods.SingleAsync(p => p.Id == period, ct);
        if (month.State != PeriodState.Approved
            || await db.Statements.AnyAsync(s => s.Period == period && s.Kind == StatementKind.Artist && s.State == StatementState.Approved, ct)) return new Done();
        return month.Pay(clock.GetUtcNow().UtcDateTime).Then(_ => new Done());
    }
}
