using Marketplace.Core.Royalties.Statements;

namespace Marketplace.Core.Royalties.Calculation;

/// <summary>One sum that has to come out equal on both sides.</summary>
/// <param name="Name">What is compared, English text.</param>
/// <param name="Left">One side, pesewas.</param>
/// <param name="Right">The other side, pesewas.</param>
public sealed record Proof(string Name, long Left, long Right)
{
    /// <summary>Whether it holds.</summary>
    public bool Holds => Left == Right;
}

/// <summary>INV-6 and INV-7, checked before a month is stored and again before it is approved.</summary>
public static class Reconciliation
{
    /// <summary>Every proof of a month; on a broken one the finance page names it.</summary>
    public static IReadOnlyList<Proof> Of(IReadOnlyCollection<RoyaltyLine> lines, IReadOnlyCollection<Statement> statements)
    {
        var posted = lines.Where(line => line.HeldReason is null).ToList();
        var artists = statements.Where(statement => statement.Kind == StatementKind.Artist).ToList();
        var stations = statements.Where(statement => statement.Kind == StatementKind.Station).ToList();
        return
        [
            new("Gross = commission + net", posted.Sum(l => l.Gross), posted.Sum(l => l.Commission + l.Net)),
            new("Net = shares of the contributors", posted.Sum(l => l.Net), posted.Sum(l => l.Allocations.Sum(a => a.Amount))),
            new("Shares = earnings on the statements", posted.Sum(l => l.Net), artists.Sum(s => s.Earnings)),
            new("Statements = sum of their rows", statements.Sum(s => s.Credit + s.Carry), statements.Sum(s => s.Lines.Sum(r => r.Counted))),
            new("Opening + earnings + adjustments = tax + credit + carried",
                artists.Sum(s => s.Opening + s.Earnings + s.Adjustments), artists.Sum(s => s.Tax + s.Credit + s.Carry)),
            new("Stations are charged what was posted", stations.Sum(s => s.Earnings), posted.Sum(l => l.Gross)),
        ];
    }

    /// <summary>Throws if a month does not add up: that is a mistake of this program, and nothing may be stored.</summary>
    /// <exception cref="InvalidOperationException">An invariant is broken; the message names it.</exception>
    public static void Demand(IReadOnlyCollection<RoyaltyLine> lines, IReadOnlyCollection<Statement> statements)
    {
        foreach (var line in lines)
        {
            var parts = line.Allocations.Sum(part => part.Amount);
            var isWhole = line.HeldReason is null ? line.Gross == line.Commission + parts : parts == 0 && line.Commission == 0;
            if (!isWhole) throw new InvalidOperationException($"INV-6 is broken on line {line.Number} of {line.Period}.");
        }
        foreach (var statement in statements)
            if (statement.Lines.Sum(row => row.Counted) != statement.Credit + statement.Carry)
                throw new InvalidOperationException($"INV-7 is broken on the statement of {statement.PartyId} for {statement.Period}.");
        if (Of(lines, statements).FirstOrDefault(proof => !proof.Holds) is { } broken)
            throw new InvalidOperationException($"The month does not add up: {broken.Name}, {broken.Left} against {broken.Right}.");
    }
}
