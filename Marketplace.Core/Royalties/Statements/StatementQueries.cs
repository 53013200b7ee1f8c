using Marketplace.Core.Kernel;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Royalties.Statements;

/// <summary>A statement in a list.</summary>
public sealed record StatementSummary(
    StatementId Id, StatementKind Kind, string Period, int Revision, string Number, string PartyName, StatementState State,
    DateTime? IssuedAt, Money Earnings, Money Commission, Money Tax, Money Credit, Money Held)
{
    /// <summary>When it was paid into the wallet, or paid by the station; UTC.</summary>
    public DateTime? PaidAt { get; init; }
}

/// <summary>A page of a longer list.</summary>
/// <param name="Items">The rows of this page.</param>
/// <param name="Total">Rows in all.</param>
public sealed record StatementPage(IReadOnlyList<StatementSummary> Items, int Total);

/// <summary>A page of station statements that are not paid.</summary>
/// <param name="Items">The rows of this page.</param>
/// <param name="Total">Statements in all.</param>
/// <param name="Sum">What all of them come to, not only this page.</param>
public sealed record UnpaidStations(IReadOnlyList<StatementSummary> Items, int Total, Money Sum);

/// <summary>A statement with everything that its report prints.</summary>
/// <param name="Detail">The statement with its lines.</param>
/// <param name="Stations">Coverage of its stations, by name.</param>
public sealed record StatementView(StatementDetail Detail, IReadOnlyList<StationMonth> Stations)
{
    /// <summary>The statement.</summary>
    public Statement Statement => Detail.Statement;
}

/// <summary>
/// Reads statements, each for whom it concerns: a payee and a station owner see their own published ones, finance with a second
/// factor sees all. For everybody else there are none.
/// </summary>
public sealed class StatementQueries(IDbContextFactory<MarketplaceDb> contexts)
{
    /// <summary>Rows that one page may hold at most.</summary>
    public const int MostPerPage = 100;

    /// <summary>The actor's own published statements, newest first.</summary>
    public async Task<StatementPage> Mine(Actor actor, StatementKind kind, int skip, int take, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var rows = Own(db.Statements.AsNoTracking(), actor).Where(s => s.Kind == kind)
            .OrderByDescending(s => s.Period).ThenBy(s => s.PartyName).ThenBy(s => s.Id);
        return await Page(rows, skip, take, ct);
    }

    /// <summary>Statements of one revision of a month, for finance; nothing for anybody else.</summary>
    public async Task<StatementPage> OfMonth(
        Actor actor, string period, int revision, StatementKind kind, string search, int skip, int take, CancellationToken ct)
    {
        if (!actor.Is(StaffRole.Finance)) return new([], 0);
        await using var db = await contexts.CreateDbContextAsync(ct);
        var rows = db.Statements.AsNoTracking().Where(s => s.Period == period && s.Revision == revision && s.Kind == kind);
        if (SearchWords.Lower(search) is { Length: > 0 } words)
            rows = rows.Where(s => s.PartyName.ToLower().Contains(words) || s.Number.ToLower().Contains(words));
        return await Page(rows.OrderBy(s => s.PartyName).ThenBy(s => s.Id), skip, take, ct);
    }

    /// <summary>Stations that have not paid an approved month yet, by name, for finance; nothing for anybody else.</summary>
    public async Task<UnpaidStations> Unpaid(Actor actor, string period, int revision, int skip, int take, CancellationToken ct)
    {
        if (!actor.Is(StaffRole.Finance)) return new([], 0, Ghs(0));
        await using var db = await contexts.CreateDbContextAsync(ct);
        var rows = db.Statements.AsNoTracking().Where(s => s.Period == period && s.Revision == revision
            && s.Kind == StatementKind.Station && s.State == StatementState.Approved && s.Credit > 0);
        var (items, total) = await Page(rows.OrderBy(s => s.PartyName).ThenBy(s => s.Id), skip, take, ct);
        return new(items, total, Ghs(await rows.SumAsync(s => s.Credit, ct)));
    }

    /// <summary>Ids of all statements of a month's current revision, for finance; nothing for anybody else.</summary>
    public async Task<IReadOnlyList<StatementId>> AllOfMonth(Actor actor, string period, CancellationToken ct)
    {
        if (!actor.Is(StaffRole.Finance)) return [];
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Statements.AsNoTracking().Where(s => s.Period == period && s.State != StatementState.Superseded)
            .OrderBy(s => s.Number).Select(s => s.Id).ToListAsync(ct);
    }

    /// <summary>Somebody's published statements in short, for support and superadmins; nothing for anybody else.</summary>
    public async Task<StatementPage> OfAccount(Actor actor, UserId person, int take, CancellationToken ct)
    {
        if (!actor.Is(StaffRole.Support, StaffRole.Superadmin)) return new([], 0);
        await using var db = await contexts.CreateDbContextAsync(ct);
        var rows = db.Statements.AsNoTracking()
            .Where(s => s.Account == person && (s.State == StatementState.Approved || s.State == StatementState.Paid))
            .OrderByDescending(s => s.Period).ThenBy(s => s.Kind).ThenBy(s => s.Id);
        return await Page(rows, 0, take, ct);
    }

    /// <summary>One statement; null if there is none for this actor.</summary>
    public async Task<StatementView?> One(Actor actor, StatementId id, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var seen = actor.Is(StaffRole.Finance) ? db.Statements.AsNoTracking() : Own(db.Statements.AsNoTracking(), actor);
        var statement = await seen.Include(s => s.Lines).SingleOrDefaultAsync(s => s.Id == id, ct);
        if (statement is null) return null;

        var behind = db.RoyaltyLines.AsNoTracking()
            .Where(l => db.Set<StatementLine>().Any(row => row.Statement == id && row.Line == l.Id));
        var lines = await behind.Include(l => l.Plays).Include(l => l.Allocations).AsSplitQuery().ToDictionaryAsync(l => l.Id, ct);
        var ids = lines.Values.Select(line => line.Station).Distinct().ToList();
        var stations = await db.StationMonths.AsNoTracking()
            .Where(s => s.Period == statement.Period && s.Revision == statement.Revision && ids.Contains(s.Station)).ToListAsync(ct);
        return new StatementView(
            new StatementDetail(statement, lines), [.. stations.OrderBy(s => s.Name, StringComparer.Ordinal).ThenBy(s => s.Station.Value)]);
    }

    /// <summary>Own and published. The rights are part of the query, so a stranger's row is never even read.</summary>
    private static IQueryable<Statement> Own(IQueryable<Statement> rows, Actor actor)
    {
        var me = actor.IsPerson ? actor.UserId : (UserId?)null;
        return rows.Where(s => me != null && s.Account == me
            && (s.State == StatementState.Approved || s.State == StatementState.Paid));
    }

    private static async Task<StatementPage> Page(IQueryable<Statement> rows, int skip, int take, CancellationToken ct)
    {
        var total = await rows.CountAsync(ct);
        var page = await rows.Skip(Math.Max(0, skip)).Take(Math.Clamp(take, 1, MostPerPage)).ToListAsync(ct);
        return new([.. page.Select(s => new StatementSummary(
            s.Id, s.Kind, s.Period, s.Revision, s.Number, s.PartyName, s.State, s.IssuedAt,
            Ghs(s.Earnings), Ghs(s.Commission), Ghs(s.Tax), Ghs(s.Credit), Ghs(s.Held))
        {
            PaidAt = s.PaidAt,
        })], total);
    }

    private static Money Ghs(long pesewas) => new(pesewas, Asset.Ghs);
}
