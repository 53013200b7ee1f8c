using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Journal;
using Marketplace.Core.Payments.Withdrawals;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payments.Wallets;

/// <summary>
/// Reads the lines of the actor's own wallet from the books themselves: every transaction that touched one of the person's accounts, and every
/// step of the person's withdrawals that changed what is reserved.
/// </summary>
public sealed class WalletLines(IDbContextFactory<MarketplaceDb> contexts)
{
    /// <summary>Rows that one page may hold at most.</summary>
    public const int MostPerPage = 100;
    /// <summary>Most days of one statement.</summary>
    public const int MostDays = 366;
    /// <summary>Most lines of one statement.</summary>
    public const int MostPerStatement = 20_000;
    private const string Handed = "withdrawal.submitted"; // From the hold to the way: reserved before and after.
    private static readonly string[] Ways = ["withdrawal_hold:", "in_transit:"];

    /// <summary>A page of lines, newest first.</summary>
    /// <param name="actor">Whose wallet.</param>
    /// <param name="asset">What is counted.</param>
    /// <param name="filter">Which lines.</param>
    /// <param name="skip">Lines to leave out.</param>
    /// <param name="take">Lines to read.</param>
    /// <param name="ct">Gives up.</param>
    public async Task<Listed<WalletLine>> Page(Actor actor, Asset asset, LineFilter filter, int skip, int take, CancellationToken ct)
    {
        if (!actor.IsPerson) return new([], 0);
        await using var db = await contexts.CreateDbContextAsync(ct);
        var own = new OwnAccounts(actor.UserId);
        var rows = Filtered(db, own, Of(db, actor.UserId, own, asset), asset, filter);
        var total = await rows.CountAsync(ct);
        var page = await rows.OrderByDescending(t => t.RecordedAt).ThenByDescending(t => t.Id)
            .Skip(Math.Max(0, skip)).Take(Math.Clamp(take, 1, MostPerPage)).Include(t => t.Entries).AsSplitQuery().ToListAsync(ct);
        var titles = await Titles(db, page.Select(t => t.Subject), ct);
        return new([.. page.Select(t => Line(t, own, asset) with { Title = titles.GetValueOrDefault(t.Subject, "") })], total);
    }

    /// <summary>One line opened; null when it is not in the actor's wallet.</summary>
    public async Task<OpenedLine?> One(Actor actor, LedgerTransactionId id, CancellationToken ct)
    {
        if (!actor.IsPerson) return null;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var own = new OwnAccounts(actor.UserId);
        var found = await db.LedgerTransactions.AsNoTracking().Include(t => t.Entries).SingleOrDefaultAsync(t => t.Id == id, ct);
        if (found is null) return null;
        var asset = found.Entries.FirstOrDefault(e => own.All.Contains(e.Account))?.Asset ?? found.Entries[0].Asset;
        if (!await Of(db, actor.UserId, own, asset).AnyAsync(t => t.Id == id, ct)) return null;
        var seal = await db.LedgerSeals.AsNoTracking().SingleOrDefaultAsync(s => s.TransactionId == id, ct);
        var back = await db.LedgerTransactions.Where(t => t.Reverses == id).Select(t => (LedgerTransactionId?)t.Id).SingleOrDefaultAsync(ct);
        return new OpenedLine(Line(found, own, asset), Cuts(found, own, asset), (await Titles(db, [found.Subject], ct)).GetValueOrDefault(found.Subject, ""), seal?.Number, seal?.Hash, back);
    }

    /// <summary>The lines of some days with the numbers before and after.</summary>
    public async Task<Result<WalletStatement>> Statement(Actor actor, Asset asset, DateOnly from, DateOnly to, CancellationToken ct)
    {
        if (!actor.IsPerson) return WithdrawalErrors.SignIn;
        if (HouseDays.Span(from, to, MostDays).Fails(out var span, out var error)) return error;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var own = new OwnAccounts(actor.UserId);
        var (start, end) = span;
        var all = Of(db, actor.UserId, own, asset);
        var lines = await all.Where(t => t.RecordedAt >= start && t.RecordedAt < end).OrderBy(t => t.RecordedAt).ThenBy(t => t.Id)
            .Take(MostPerStatement + 1).Include(t => t.Entries).AsSplitQuery().ToListAsync(ct);
        if (lines.Count > MostPerStatement) return DayErrors.TooManyLines(MostPerStatement);
        return new WalletStatement(asset, from, to, await SumsBefore(db, all, own, asset, start, ct), [.. lines.Select(t => Line(t, own, asset))],
            await SumsBefore(db, all, own, asset, end, ct))
        {
            Name = actor.Name, Number = $"W-{actor.UserId.Value.ToString("N")[^8..].ToUpperInvariant()}-{asset.Code.Replace('.', '-')}-{from:yyyyMMdd}-{to:yyyyMMdd}",
        };
    }

    private static IQueryable<LedgerTransaction> Of(MarketplaceDb db, UserId user, OwnAccounts own, Asset asset)
    {
        var accounts = own.All;
        var touched = db.LedgerEntries.Where(e => accounts.Contains(e.Account) && e.Asset == asset).Select(e => e.TransactionId);
        var asked = from withdrawal in db.Withdrawals
                    join transaction in db.LedgerTransactions on withdrawal.Subject equals transaction.Subject
                    where withdrawal.UserId == user && withdrawal.Asset == asset && transaction.Kind != Handed && transaction.Kind != "withdrawal.fee"
                    select transaction.Id;
        var ids = touched.Union(asked);
        return db.LedgerTransactions.AsNoTracking().Where(t => ids.Contains(t.Id));
    }

    // What comes in or goes out as a whole; what only moves inside the wallet is neither.
    private static IQueryable<LedgerTransaction> Filtered(
        MarketplaceDb db, OwnAccounts own, IQueryable<LedgerTransaction> rows, Asset asset, LineFilter filter)
    {
        var accounts = own.All;
        var net = db.LedgerEntries.Where(e => e.Asset == asset
            && (accounts.Contains(e.Account) || e.Account.StartsWith("withdrawal_hold:") || e.Account.StartsWith("in_transit:")));
        return filter switch
        {
            LineFilter.In => rows.Where(t => net.Where(e => e.TransactionId == t.Id).Sum(e => e.Amount) < 0),
            LineFilter.Out => rows.Where(t => net.Where(e => e.TransactionId == t.Id).Sum(e => e.Amount) > 0),
            LineFilter.Withdrawals => rows.Where(t => t.Kind.StartsWith("withdrawal.")),
            _ => rows,
        };
    }

    private static async Task<WalletSums> SumsBefore(
        MarketplaceDb db, IQueryable<LedgerTransaction> all, OwnAccounts own, Asset asset, DateTime until, CancellationToken ct)
    {
        var accounts = own.All;
        var sums = await all.Where(t => t.RecordedAt < until)
            .Join(db.LedgerEntries.Where(e => e.Asset == asset), t => t.Id, e => e.TransactionId, (t, e) => new { e.Account, e.Amount, t.Kind })
            .Where(e => accounts.Contains(e.Account) || (e.Kind.StartsWith("withdrawal.") && (e.Account.StartsWith("withdrawal_hold:") || e.Account.StartsWith("in_transit:"))))
            .GroupBy(e => e.Account.StartsWith("user:") || e.Account.StartsWith("receivable:") ? e.Account : "way")
            .Select(g => new { g.Key, Sum = g.Sum(e => e.Amount) }).ToDictionaryAsync(g => g.Key, g => g.Sum, ct);
        Money Of(string account) => new(-sums.GetValueOrDefault(account), asset);
        return new WalletSums(Of(own.Available), Of(own.Pending), Of(own.Reserve) + Of("way"), -Of(own.Owed));
    }

    private static WalletLine Line(LedgerTransaction transaction, OwnAccounts own, Asset asset)
    {
        Money Sum(Func<LedgerEntry, bool> which) => new(-transaction.Entries.Where(e => e.Asset == asset && which(e)).Sum(e => e.Amount), asset);
        var isOwnWithdrawal = transaction.Kind.StartsWith("withdrawal.", StringComparison.Ordinal);
        return new WalletLine(transaction.Id, transaction.Kind, transaction.Subject, transaction.RecordedAt,
            Sum(e => e.Account == own.Available), Sum(e => e.Account == own.Pending),
            Sum(e => e.Account == own.Reserve || (isOwnWithdrawal && Ways.Any(w => e.Account.StartsWith(w, StringComparison.Ordinal)))),
            -Sum(e => e.Account == own.Owed));
    }

    private static List<Cut> Cuts(LedgerTransaction transaction, OwnAccounts own, Asset asset) =>
        [.. transaction.Entries.Where(e => e.Asset == asset).GroupBy(e => What(e.Account, own))
            .Select(g => new Cut(g.Key, new Money(-g.Sum(e => e.Amount), asset))).Where(c => !c.Amount.IsZero).OrderBy(c => c.Amount.Minor)];

    // Other people's accounts are never named, and their parts are one sum.
    private static string What(string account, OwnAccounts own) =>
        account == own.Available ? "available" : account == own.Pending ? "clearing" : account == own.Reserve ? "reserve" : account == own.Owed ? "owed"
        : account[..account.IndexOf(':', StringComparison.Ordinal)] switch
        {
            "escrow" or "order" or "booking" => "escrow",
            "royalty" => "royalty",
            "revenue" => "fee",
            "tax" => "tax",
            "user" or "receivable" => "others",
            "provider" or "bank" => "provider",
            "expense" => "cost",
            "in_transit" => "transit",
            "withdrawal_hold" => "hold",
            "refund_hold" => "refund",
            _ => "other",
        };

    private static async Task<Dictionary<string, string>> Titles(MarketplaceDb db, IEnumerable<string> subjects, CancellationToken ct)
    {
        var asked = subjects.Distinct().ToList();
        var tranches = asked.Where(s => s.StartsWith("tranche:", StringComparison.Ordinal) && Guid.TryParse(s["tranche:".Length..], out _))
            .Select(s => new Escrow.TrancheId(Guid.Parse(s["tranche:".Length..]))).ToList();
        var titles = await db.Tranches.Where(t => tranches.Contains(t.Id)).ToDictionaryAsync(t => $"tranche:{t.Id}", t => t.Title, ct);
        foreach (var earned in await db.Clearings.Where(c => asked.Contains(c.Subject) && c.Subject.StartsWith("statement:"))
                     .Select(c => new { c.Subject, c.Title }).Distinct().ToListAsync(ct)) titles[earned.Subject] = earned.Title;
        return titles;
    }
}
