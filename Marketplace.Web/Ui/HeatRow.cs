namespace Marketplace.Web.Ui;

/// <summary>One row of a heat map.</summary>
/// <param name="Label">What the row is about, for example a station.</param>
/// <param name="Values">One value per column; null where nobody was listening, which is not the same as zero.</param>
public sealed record HeatRow(string Label, IReadOnlyList<int?> Values)
{
    /// <summary>The sum of what is known.</summary>
    public int Total => Values.Sum(v => v ?? 0);
}
