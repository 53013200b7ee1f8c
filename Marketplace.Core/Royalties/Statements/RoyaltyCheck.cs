using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Airplay;
using Marketplace.Core.Payments.Journal;
using Marketplace.Core.Royalties.Periods;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Royalties.Statements;

/// <summary>What paid statements credit is what the books credited, statement by statement, and a paid month has nothing left to credit.</summary>
internal sealed class RoyaltyCheck(RoyaltyBooks books) : ILedgerCheck
{
    public async Task<IReadOnlyList<string>> Run(MarketplaceDb db, CancellationToken ct)
    {
        List<string> found = [];
        var credited = await RoyaltyBooks.Credited(db, ct);
        var said = await db.Statements.Where(s => s.Kind == StatementKind.Artist && s.Credit > 0 && s.State == StatementState.Paid)
            .Select(s => new { s.Id, s.Credit }).ToDictionaryAsync(s => RoyaltyBooks.Subject(s.Id.Value), s => s.Credit, ct);
        var approved = (await db.Statements.Where(s => s.State == StatementState.Approved).Select(s => s.Id).ToListAsync(ct))
            .Select(id => RoyaltyBooks.Subject(id.Value)).ToHashSet();
        foreach (var (subject, minor) in said)
            if (credited.GetValueOrDefault(subject) != minor)
                found.Add($"{subject} says {new Money(minor, Asset.Ghs)}, but the books credited {new Money(credited.GetValueOrDefault(subject), Asset.Ghs)}.");
        foreach (var subject in credited.Keys.Where(subject => !said.ContainsKey(subject) && !approved.Contains(subject)))
            if (credited[subject] != 0) found.Add($"The books credited {subject}, but no published statement says so.");
        foreach (var month in await db.Periods.Where(p => p.State == PeriodState.Paid).Select(p => p.Id).ToListAsync(ct))
            if (await books.Left(db, month, ct) is { IsZero: false } left) found.Add($"{month} is paid, but {left} of it is with nobody.");
        return found;
    }
}
