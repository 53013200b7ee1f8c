using Marketplace.Core.Kernel;

namespace Marketplace.Core.Royalties.Pricing;

/// <summary>Why computed money is not payable.</summary>
public enum HeldReason
{
    /// <summary>X-5: no valid and accepted split.</summary>
    SplitPending,
    /// <summary>A play is disputed.</summary>
    Disputed,
    /// <summary>A play waits for a person.</summary>
    InReview,
    /// <summary>Several accounts claim the recording.</summary>
    OwnershipConflict,
}

/// <summary>What one contributor gets of one line.</summary>
/// <param name="ContributorId">Who.</param>
/// <param name="Amount">Whole minor units; negative on a correction.</param>
public readonly record struct LinePart(Guid ContributorId, Money Amount);

/// <summary>One royalty line, divided; gross = commission + parts + held (INV-6).</summary>
/// <param name="Gross">The line, rounded once.</param>
/// <param name="Commission">The platform's part; zero while the line is held.</param>
/// <param name="Parts">By sequence of the split; empty while the line is held.</param>
/// <param name="Held">The whole gross while nothing can be divided, otherwise zero.</param>
/// <param name="Reason">Why it is held, or null.</param>
/// <param name="Problem">What is wrong with the split, or null.</param>
public sealed record LineDivision(
    Money Gross, Money Commission, IReadOnlyList<LinePart> Parts, Money Held, HeldReason? Reason, Error? Problem)
{
    /// <summary>What was divided among the contributors.</summary>
    public Money Net => Gross - Commission - Held;
}

/// <summary>Rules and P-3: from play amounts to whole minor units.</summary>
public static class LineMath
{
    /// <summary>Default commission in basis points.</summary>
    public const int StandardCommissionBasisPoints = 1000;

    /// <summary>X-1: adds exact play amounts of one line and rounds once, half away from zero.</summary>
    public static Money Gross(IEnumerable<decimal> playAmounts, Asset asset) => Money.RoundHalfAway(playAmounts.Sum(), asset);

    /// <summary>X-3, X-5: takes the commission and splits the net of this line, not of the statement.</summary>
    /// <param name="gross">The line.</param>
    /// <param name="split">The version in force when the plays started; null if there is none.</param>
    /// <param name="commissionBasisPoints">0…10 000.</param>
    public static LineDivision Divide(
        Money gross, SplitTable? split, int commissionBasisPoints = StandardCommissionBasisPoints)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(commissionBasisPoints, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(commissionBasisPoints, SplitTable.Whole);
        var zero = Money.Zero(gross.Asset);
        var problem = split is null ? Error.NotFound("split.none", "This track has no split yet.") : split.Problem();
        if (split is null || problem is not null)
            return new LineDivision(gross, zero, [], gross, HeldReason.SplitPending, problem);

        var commission = gross.BasisPoints(commissionBasisPoints);
        return new LineDivision(gross, commission, Split(gross - commission, split), zero, null, null);
    }

    /// <summary>X-2: divides by a valid split; a tie goes to the larger share, then to the lower sequence.</summary>
    public static IReadOnlyList<LinePart> Split(Money net, SplitTable split)
    {
        var shares = split.Shares.OrderBy(share => share.Sequence).ToList();
        var amounts = net.Allocate([.. shares.Select(share => (long)share.BasisPoints)]);
        return [.. shares.Zip(amounts, (share, amount) => new LinePart(share.ContributorId, amount))];
    }

    /// <summary>
    /// P-3: what an open month owes for a corrected line of a closed one: corrected − (posted + earlier corrections), per
    /// contributor. The whole line is computed again; pricing only the difference would lose the rounding.
    /// </summary>
    public static IReadOnlyList<LinePart> Correction(IReadOnlyList<LinePart> corrected, IEnumerable<LinePart> posted)
    {
        var before = posted.ToLookup(part => part.ContributorId, part => part.Amount);
        var after = corrected.ToLookup(part => part.ContributorId, part => part.Amount);
        return [.. after.Select(group => group.Key).Union(before.Select(group => group.Key))
            .Select(who => new LinePart(who, Sum(after[who].Concat(before[who].Select(amount => -amount)))))
            .Where(part => !part.Amount.IsZero)];
    }

    private static Money Sum(IEnumerable<Money> amounts) => amounts.Aggregate((a, b) => a + b);
}
