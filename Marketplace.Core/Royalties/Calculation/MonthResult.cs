using System.Security.Cryptography;
using System.Text;
using Marketplace.Core.Kernel;
using Marketplace.Core.Royalties.Statements;

namespace Marketplace.Core.Royalties.Calculation;

/// <summary>A calculated month, not stored yet.</summary>
/// <param name="Month">The month.</param>
/// <param name="Lines">All lines, posted and held, in order.</param>
/// <param name="Statements">Artists by payee id, then stations by id.</param>
/// <param name="Stations">Coverage of every station on the statements.</param>
public sealed record MonthResult(
    Month Month, IReadOnlyList<RoyaltyLine> Lines, IReadOnlyList<Statement> Statements, IReadOnlyList<StationMonth> Stations)
{
    /// <summary>Sums of the month.</summary>
    public MonthTotals Totals { get; } = MonthTotals.Of(Lines, Statements);

    /// <summary>SHA-256 over the statement hashes in order, hexadecimal: equal results have equal hashes, whatever the revision.</summary>
    public string Hash { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Join('\n',
        Statements.Select(statement => $"{statement.PartyId:N} {statement.Hash}")))));

    /// <summary>Plays that are paid.</summary>
    public int PaidPlays => Lines.Where(line => line.HeldReason is null).Sum(line => line.Plays.Count);

    /// <summary>Plays that are held.</summary>
    public int HeldPlays => Lines.Where(line => line.HeldReason is not null).Sum(line => line.Plays.Count);

    /// <summary>How many payees get a statement.</summary>
    public int ArtistStatements => Statements.Count(statement => statement.Kind == StatementKind.Artist);
}

/// <summary>What a month comes to.</summary>
/// <param name="Gross">Posted lines before commission.</param>
/// <param name="Commission">The platform's part.</param>
/// <param name="Net">What contributors got.</param>
/// <param name="Held">Outside gross.</param>
/// <param name="Tax">Withheld on artist statements.</param>
/// <param name="Credit">Payable on artist statements.</param>
public readonly record struct MonthTotals(Money Gross, Money Commission, Money Net, Money Held, Money Tax, Money Credit)
{
    internal static MonthTotals Of(IReadOnlyList<RoyaltyLine> lines, IReadOnlyList<Statement> statements)
    {
        var posted = lines.Where(line => line.HeldReason is null).ToList();
        var artists = statements.Where(statement => statement.Kind == StatementKind.Artist).ToList();
        return new(
            Ghs(posted.Sum(line => line.Gross)), Ghs(posted.Sum(line => line.Commission)), Ghs(posted.Sum(line => line.Net)),
            Ghs(lines.Where(line => line.HeldReason is not null).Sum(line => line.Gross)),
            Ghs(artists.Sum(statement => statement.Tax)), Ghs(artists.Sum(statement => statement.Credit)));
    }

    private static Money Ghs(long pesewas) => new(pesewas, Asset.Ghs);
}
