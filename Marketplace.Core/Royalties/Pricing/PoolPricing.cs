using Marketplace.Core.Kernel;

namespace Marketplace.Core.Royalties.Pricing;

/// <summary>Whether music that nobody identified takes part of a fee.</summary>
public enum PoolBasis
{
    /// <summary>The whole net goes to identified music.</summary>
    MatchedOnly,
    /// <summary>Unidentified music keeps its part in the reserve.</summary>
    AllMusic,
}

/// <summary>How a station's fee is divided.</summary>
/// <param name="Basis">Whether there is a reserve from the start.</param>
/// <param name="Deductions">Name and basis points of each deduction; each is taken from the whole fee and rounded by itself.</param>
/// <param name="AccruesBeforeReceipt">R-8: whether lines may be computed, as provisional, before the fee has arrived.</param>
public sealed record PoolTerms(
    PoolBasis Basis, IReadOnlyList<(string Name, int BasisPoints)> Deductions, bool AccruesBeforeReceipt = false);

/// <summary>What became of one station's fee; fee = deductions + buckets (INV-6).</summary>
/// <param name="Fee">What the station pays.</param>
/// <param name="Deductions">Name and amount.</param>
/// <param name="Net">What was divided.</param>
/// <param name="Buckets">With their amounts.</param>
/// <param name="IsProvisional">R-8: the fee has not arrived yet.</param>
public sealed record PoolDivision(
    Money Fee, IReadOnlyList<(string Name, Money Amount)> Deductions, Money Net, IReadOnlyList<PoolBucket> Buckets,
    bool IsProvisional)
{
    /// <summary>Points of all buckets.</summary>
    public decimal TotalPoints => Buckets.Sum(bucket => bucket.Points);

    /// <summary>Net ÷ points for display; kept exact by keeping <see cref="Net"/> and <see cref="TotalPoints"/>.</summary>
    public decimal PointValue => Net.Units / TotalPoints;

    /// <summary>P-6: a held claim is decided. Exactly the held minor units are released, or go to this station's reserve.</summary>
    /// <param name="recording">Whose held money.</param>
    /// <param name="reason">Why it was held.</param>
    /// <param name="isPayable">Whether the recording keeps it.</param>
    public PoolDivision Resolve(Guid recording, HeldReason reason, bool isPayable)
    {
        var held = Buckets.Single(bucket => bucket.RecordingId == recording && bucket.Held == reason);
        var target = isPayable ? PoolBucket.Payable(recording, 0) : PoolBucket.Reserve(0);
        var receiving = Buckets.FirstOrDefault(bucket => bucket.IsSameAs(target))
            ?? target with { Amount = Money.Zero(Net.Asset) };
        var joined = receiving with { Points = receiving.Points + held.Points, Amount = receiving.Amount + held.Amount };
        return this with
        {
            Buckets = [.. Buckets.Where(bucket => bucket != held && !bucket.IsSameAs(target)), joined],
        };
    }
}

/// <summary>Rules: a station's own fee over its own music. Tier and territory are in the fee already.</summary>
public static class PoolPricing
{
    private const decimal PointScale = 1_000_000;

    /// <summary>Points of one play, 6 decimals, half away from zero.</summary>
    /// <param name="chargeableSeconds">c of rule R-2.</param>
    /// <param name="daypartWeight">Factor.</param>
    /// <param name="usageWeight">Factor.</param>
    /// <param name="samplingWeight">h of rule V-4, or 1.</param>
    public static decimal Points(
        decimal chargeableSeconds, decimal daypartWeight, decimal usageWeight, decimal samplingWeight = 1) =>
        Math.Round(
            chargeableSeconds * daypartWeight * usageWeight * samplingWeight, PlayPricing.Decimals, MidpointRounding.AwayFromZero);

    /// <summary>Divides a fee among all buckets at once by largest remainder .</summary>
    /// <param name="fee">What the station owes for the month.</param>
    /// <param name="isReceived">Whether it has arrived.</param>
    /// <param name="buckets">Points by recording; a reserve bucket carries the unidentified music and counts under
    /// <see cref="PoolBasis.AllMusic"/> only.</param>
    /// <param name="terms">Deductions and basis.</param>
    /// <returns>The division, or the errors <c>pool.fee</c>, <c>pool.deductions</c> and <c>pool.points</c>.</returns>
    public static Result<PoolDivision> Divide(
        Money fee, bool isReceived, IReadOnlyList<PoolBucket> buckets, PoolTerms terms)
    {
        if (!isReceived && !terms.AccruesBeforeReceipt)
            return Error.Conflict("pool.fee", "The fee of this station has not been received yet.");

        var deductions = terms.Deductions.Select(each => (each.Name, Amount: fee.BasisPoints(each.BasisPoints))).ToList();
        var net = deductions.Aggregate(fee, (rest, each) => rest - each.Amount);
        if (net < Money.Zero(fee.Asset))
            return Error.Invalid("pool.deductions", "The deductions are larger than the fee.");

        var counted = buckets.Where(bucket => terms.Basis == PoolBasis.AllMusic || !bucket.IsReserve).ToList();
        // Points have at most 6 decimals, so scaling makes them whole without loss.
        var weights = counted.ConvertAll(bucket => decimal.ToInt64(bucket.Points * PointScale));
        if (weights.Any(weight => weight < 0) || weights.All(weight => weight == 0))
            return Error.Invalid("pool.points", "There is no music to divide this fee by.");

        var amounts = net.Allocate(weights);
        return new PoolDivision(
            fee, deductions, net, [.. counted.Zip(amounts, (bucket, amount) => bucket with { Amount = amount })], !isReceived);
    }
}
