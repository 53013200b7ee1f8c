using FsCheck.Fluent;
using Marketplace.Core.Kernel;
using Marketplace.Core.Royalties.Pricing;
using Marketplace.Tests.Kit;

namespace Marketplace.Tests.Royalties.Pricing;

public class PoolPricingTests
{
    private static readonly Guid A = new(1, 0, 0, new byte[8]), B = new(2, 0, 0, new byte[8]), C = new(3, 0, 0, new byte[8]);
    private static readonly Money Fee = new(120_000, Asset.Ghs);
    private static readonly PoolTerms Matched = new(PoolBasis.MatchedOnly, [("admin", 3000), ("welfare", 1000)]);
    private static readonly IReadOnlyList<PoolBucket> Month =
    [
        PoolBucket.Payable(A, 5_400m), PoolBucket.Payable(B, 3_333.3m), PoolBucket.Payable(C, 1_266.7m),
        PoolBucket.Waiting(B, HeldReason.Disputed, 800m), PoolBucket.Reserve(2_700m),
    ];

    [Fact] // Worked example X8.
    public void A_fee_is_divided_by_points_and_held_points_stay_in()
    {
        var pool = PoolPricing.Divide(Fee, true, Month, Matched).Value;
        Assert.Equal([36_000L, 12_000], pool.Deductions.Select(each => each.Amount.Minor));
        Assert.Equal(72_000, pool.Net.Minor);
        Assert.Equal([36_000L, 22_222, 8_445, 5_333], Amounts(pool));
        Assert.Equal(10_800m, pool.TotalPoints);
        Assert.False(pool.IsProvisional);
    }

    [Fact] // Worked example X8.
    public void Unidentified_music_keeps_its_part_in_the_reserve() => Assert.Equal(
        [28_800L, 17_777, 6_756, 4_267, 14_400],
        Amounts(PoolPricing.Divide(Fee, true, Month, Matched with { Basis = PoolBasis.AllMusic }).Value));

    [Fact] // Worked example X8.
    public void A_decided_dispute_moves_exactly_what_was_held()
    {
        var pool = PoolPricing.Divide(Fee, true, Month, Matched).Value;

        var dismissed = pool.Resolve(B, HeldReason.Disputed, isPayable: true);
        Assert.Equal(22_222 + 5_333, dismissed.Buckets.Single(bucket => bucket.RecordingId == B).Amount.Minor);

        var upheld = pool.Resolve(B, HeldReason.Disputed, isPayable: false);
        Assert.Equal(22_222, upheld.Buckets.Single(bucket => bucket.RecordingId == B).Amount.Minor);
        Assert.Equal(5_333, upheld.Buckets.Single(bucket => bucket.IsReserve).Amount.Minor);

        foreach (var after in (PoolDivision[])[dismissed, upheld])
            Assert.Equal((72_000L, 10_800m), (Amounts(after).Sum(), after.TotalPoints));
    }

    [Fact]
    public void A_fee_that_has_not_arrived_is_not_divided_unless_the_terms_accrue()
    {
        Assert.Equal("pool.fee", PoolPricing.Divide(Fee, false, Month, Matched).Error!.Code);
        Assert.True(PoolPricing.Divide(Fee, false, Month, Matched with { AccruesBeforeReceipt = true }).Value.IsProvisional);
    }

    [Fact]
    public void A_month_without_music_or_with_impossible_deductions_is_refused()
    {
        Assert.Equal("pool.points", PoolPricing.Divide(Fee, true, [], Matched).Error!.Code);
        Assert.Equal("pool.points", PoolPricing.Divide(Fee, true, [PoolBucket.Reserve(5)], Matched).Error!.Code);
        var greedy = Matched with { Deductions = [("admin", 9_000), ("welfare", 2_000)] };
        Assert.Equal("pool.deductions", PoolPricing.Divide(Fee, true, Month, greedy).Error!.Code);
    }

    [Fact]
    public void Points_keep_six_decimals() => Assert.Equal(23.914290m, PoolPricing.Points(31m, 1.5m, 0.3m, 1.714286m));

    [Fact]
    public void No_pesewa_of_a_fee_is_made_or_lost()
    {
        var cases =
            from fee in Gen.Choose(0, 10_000_000)
            from admin in Gen.Choose(0, 5_000)
            from points in Gen.Choose(1, 900_000_000).NonEmptyListOf()
            from unidentified in Gen.Choose(0, 900_000_000)
            select (fee, admin, points, unidentified);
        Properties.Hold(Prop.ForAll(cases.ToArbitrary(), c =>
        {
            List<PoolBucket> buckets = [.. c.points.Select(points => PoolBucket.Payable(Guid.NewGuid(), points / 1_000_000m))];
            buckets.Add(PoolBucket.Reserve(c.unidentified / 1_000_000m));
            var terms = new PoolTerms(PoolBasis.AllMusic, [("admin", c.admin), ("welfare", 1000)]);
            var pool = PoolPricing.Divide(new Money(c.fee, Asset.Ghs), true, buckets, terms).Value;
            Assert.Equal(c.fee, pool.Deductions.Sum(each => each.Amount.Minor) + Amounts(pool).Sum());
        }));
    }

    private static IReadOnlyList<long> Amounts(PoolDivision pool) => [.. pool.Buckets.Select(bucket => bucket.Amount.Minor)];
}
