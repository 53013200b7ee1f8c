using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Escrow;
using Marketplace.Core.Payments.Invoices;
using Marketplace.Core.Payments.Journal;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payments.Airplay;

/// <summary>What a station is charged for a month of radio.</summary>
/// <param name="Statement">Its statement; one is charged once for ever.</param>
/// <param name="Station">The station.</param>
/// <param name="Owner">The account that speaks for it.</param>
/// <param name="Name">Its name.</param>
/// <param name="Month">As <c>yyyy-MM</c>.</param>
/// <param name="Gross">All of it.</param>
/// <param name="Commission">The house's part of it.</param>
public sealed record StationBill(Guid Statement, Guid Station, UserId? Owner, string Name, string Month, Money Gross, Money Commission);

/// <summary>What a payee's statement of a month comes to (rule P-7).</summary>
/// <param name="Statement">The statement; one is credited once for ever.</param>
/// <param name="Payee">Who earned it.</param>
/// <param name="Account">The account that is credited; null while a contributor has none.</param>
/// <param name="Month">As <c>yyyy-MM</c>.</param>
/// <param name="Opening">Debt from the month before, zero or below.</param>
/// <param name="Earned">Earnings and corrections of this month; below zero when corrections took more.</param>
/// <param name="Tax">Withheld.</param>
/// <param name="Credit">Goes to the wallet, zero or above.</param>
/// <param name="Carry">Debt for the month after, zero or below.</param>
public sealed record RoyaltyCredit(
    Guid Statement, Guid Payee, UserId? Account, string Month, Money Opening, Money Earned, Money Tax, Money Credit, Money Carry)
{
    /// <summary>Whether the statement adds up.</summary>
    public bool AddsUp => Opening + Earned == Credit + Tax + Carry;
}

/// <summary>
/// The bookings of an approved month of royalties. Each joins its caller's transaction and books once for its statement. The house answers
/// for stations that do not pay: payees are credited when the month is approved, and what stations owe stands as a debt of theirs.
/// </summary>
public sealed class RoyaltyBooks(Ledger ledger, InvoiceWriter invoices, TimeProvider clock)
{
    /// <summary>Days until credited royalties are available.</summary>
    public const int ClearingDays = 5;
    /// <summary>Whose tax is withheld.</summary>
    public const string Jurisdiction = "GH";
    /// <summary>Stations pay into the house's account at the bank.</summary>
    public const string Bank = "bank";
    private const string CreditedKind = "royalty.credited";

    /// <summary>The thread of a statement's transactions.</summary>
    public static string Subject(Guid statement) => $"statement:{statement}";

    /// <summary>
    /// The station is charged, by invoice: station's debt → royalties to credit, and commission. Errors: <c>ledger.cause</c>.
    /// </summary>
    public async Task<Result<Done>> Charge(MarketplaceDb db, StationBill bill, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(bill);
        if (bill.Gross.IsZero) return new Done();
        var booked = await ledger.Post(db, new Posting("royalty.charged", Charged(bill.Statement),
        [
            Line.Debit(AccountPath.StationOwes(bill.Station), bill.Gross),
            Line.Credit(AccountPath.RoyaltyAccrued(bill.Month), bill.Gross - bill.Commission),
            Line.Credit(AccountPath.Revenue("royalty_commission"), bill.Commission),
        ])
        {
            Subject = Subject(bill.Statement),
        }, ct);
        if (booked.Fails(out _, out var error)) return error;
        if (bill.Owner is { } owner)
            await invoices.Issue(db, new InvoiceDraft(InvoiceKind.Invoice, owner, bill.Name, $"royalty:{bill.Statement:N}",
                [InvoiceLine.Of("Music on the radio in {0}", bill.Month, bill.Gross, 0)])
            { Subject = Subject(bill.Statement) }, ct);
        return new Done();
    }

    /// <summary>Whether a station's statement stands in the books as its debt.</summary>
    public static Task<bool> IsCharged(MarketplaceDb db, Guid statement, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(db);
        var cause = Charged(statement);
        return db.LedgerTransactions.AnyAsync(t => t.Cause == cause, ct);
    }

    private static string Charged(Guid statement) => $"royalty.charged:{statement:N}";

    /// <summary>
    /// A payee's statement: royalties to credit → the payee (a debt first, then clearing), tax, and what an earlier month left owed; a
    /// negative result is owed and never taken from the wallet. Errors: <c>ledger.short</c>, <c>ledger.cause</c>.
    /// </summary>
    /// <exception cref="ArgumentException">The statement does not add up.</exception>
    public async Task<Result<Done>> Credit(MarketplaceDb db, RoyaltyCredit credit, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(credit);
        if (!credit.AddsUp) throw new ArgumentException($"Statement {credit.Statement} does not add up.", nameof(credit));
        var (subject, cause) = (Subject(credit.Statement), $"royalty.credited:{credit.Statement:N}");
        // An earning has rows beside the books, so what was booked before must not even be prepared again.
        if (await db.LedgerTransactions.AnyAsync(t => t.Cause == cause, ct)) return new Done();
        List<Line> lines =
        [
            Line.Debit(AccountPath.RoyaltyAccrued(credit.Month), credit.Earned),
            Line.Debit(AccountPath.RoyaltyOwed(credit.Payee), credit.Opening - credit.Carry),
            Line.Credit(AccountPath.Tax(Jurisdiction), credit.Tax),
        ];
        if (credit.Account is { } user)
            await Earnings.Add(db, ledger, clock.GetUtcNow().UtcDateTime, new Earning(user, credit.Credit, ClearingDays, subject, credit.Month), lines, ct);
        else lines.Add(Line.Credit(AccountPath.RoyaltyUnclaimed(credit.Payee), credit.Credit));
        if (lines.All(l => l.Amount.IsZero)) return new Done();
        return (await ledger.Post(db, new Posting(CreditedKind, cause, lines) { Subject = subject }, ct)).Then(_ => new Done());
    }

    /// <summary>The station's payment arrived at the bank: bank → station's debt. Errors: <c>ledger.short</c>, <c>ledger.cause</c>.</summary>
    /// <param name="db">The caller's context.</param>
    /// <param name="bill">What is paid.</param>
    /// <param name="reference">The bank's own reference.</param>
    /// <param name="by">Who saw it.</param>
    /// <param name="ct">Gives up.</param>
    public async Task<Result<Done>> StationPaid(MarketplaceDb db, StationBill bill, string reference, UserId by, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(bill);
        return (await ledger.Post(db, new Posting("royalty.paid", $"royalty.paid:{bill.Statement:N}",
            [Line.Debit(AccountPath.Provider(Bank), bill.Gross), Line.Credit(AccountPath.StationOwes(bill.Station), bill.Gross)])
        {
            Nature = Nature.Fact, Subject = Subject(bill.Statement), Actor = by, Links = new Dictionary<string, string> { ["reference"] = reference },
        }, ct)).Then(_ => new Done());
    }

    /// <summary>What the books credited by statement: into wallets, against debts, and for contributors without an account; minor units.</summary>
    public static async Task<IReadOnlyDictionary<string, long>> Credited(MarketplaceDb db, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(db);
        return await db.LedgerTransactions.Where(t => t.Kind == CreditedKind)
            .SelectMany(t => t.Entries.Where(e => e.Account.StartsWith("user:") || e.Account.StartsWith("receivable:chargeback:") || e.Account.EndsWith(":unclaimed")),
                (t, e) => new { t.Subject, e.Amount })
            .GroupBy(x => x.Subject).Select(g => new { g.Key, Sum = -g.Sum(x => x.Amount) }).ToDictionaryAsync(g => g.Key, g => g.Sum, ct);
    }

    /// <summary>What of a month's royalties nobody has been credited with yet.</summary>
    public async Task<Money> Left(MarketplaceDb db, string month, CancellationToken ct) => -await ledger.Balance(db, AccountPath.RoyaltyAccrued(month), Asset.Ghs, ct);
}
