namespace Marketplace.Core.Royalties.Statements;

/// <summary>A statement with everything behind its rows.</summary>
/// <param name="Statement">The statement, rows included.</param>
/// <param name="Lines">The royalty lines of its rows, plays and allocations included.</param>
public sealed record StatementDetail(Statement Statement, IReadOnlyDictionary<RoyaltyLineId, RoyaltyLine> Lines)
{
    /// <summary>Rows of one type with the line behind each, in order.</summary>
    public IEnumerable<(StatementLine Row, RoyaltyLine Line)> Rows(StatementLineType type) => Statement.Lines
        .Where(row => row.Type == type && row.Line is not null).OrderBy(row => row.Number)
        .Select(row => (row, Lines[row.Line!.Value]));
}
