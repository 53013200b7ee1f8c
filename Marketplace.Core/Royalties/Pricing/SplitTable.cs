using Marketplace.Core.Kernel;

namespace Marketplace.Core.Royalties.Pricing;

/// <summary>One contributor's part of a track.</summary>
/// <param name="ContributorId">Who.</param>
/// <param name="BasisPoints">10 000 = everything; at least 1 .</param>
/// <param name="Sequence">Place in the list; breaks ties.</param>
public readonly record struct SplitShare(Guid ContributorId, int BasisPoints, int Sequence);

/// <summary>One version of who gets what of a track.</summary>
/// <param name="Version">1, 2, … of that track.</param>
/// <param name="IsAccepted">Whether every contributor agreed.</param>
/// <param name="Shares">In any order.</param>
public sealed record SplitTable(int Version, bool IsAccepted, IReadOnlyList<SplitShare> Shares)
{
    /// <summary>The whole, in basis points.</summary>
    public const int Whole = 10_000;

    /// <summary>X-5, X-6: why money cannot be divided by it, or null.</summary>
    /// <returns><c>split.share</c>, <c>split.twice</c>, <c>split.sum</c> or <c>split.pending</c>.</returns>
    public Error? Problem()
    {
        if (Shares.Any(share => share.BasisPoints <= 0))
            return Error.Invalid("split.share", "Every share must be above zero.");
        if (Shares.DistinctBy(share => share.ContributorId).Count() != Shares.Count)
            return Error.Invalid("split.twice", "A contributor stands twice in the split.");
        if (Shares.Sum(share => (long)share.BasisPoints) != Whole)
            return Error.Invalid("split.sum", "The shares must add up to 100 %.");
        return IsAccepted ? null : Error.Conflict("split.pending", "Not every contributor has accepted the split.");
    }
}
