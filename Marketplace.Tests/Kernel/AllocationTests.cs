using System.Numerics;
using FsCheck.Fluent;
using Marketplace.Core.Kernel;
using Marketplace.Tests.Kit;

namespace Marketplace.Tests.Kernel;

public class AllocationTests
{
    [Theory] // Rule X-2 on the worked splits.
    [InlineData(1000, new long[] { 3333, 3333, 3334 }, new long[] { 333, 333, 334 })]
    [InlineData(1, new long[] { 5000, 5000 }, new long[] { 1, 0 })]
    [InlineData(5, new long[] { 3334, 3333, 3333 }, new long[] { 2, 2, 1 })]
    [InlineData(10001, new long[] { 6250, 2500, 1250 }, new long[] { 6251, 2500, 1250 })]
    [InlineData(-10001, new long[] { 6250, 2500, 1250 }, new long[] { -6251, -2500, -1250 })]
    [InlineData(2, new long[] { 4000, 3000, 2000, 1000 }, new long[] { 1, 1, 0, 0 })]
    public void Left_over_units_go_to_the_largest_remainders(long total, long[] weights, long[] expected) =>
        Assert.Equal(expected, Allocation.LargestRemainder(total, weights));

    [Theory]
    [InlineData(10000, new long[] { 1, 1, 1 }, new long[] { 3334, 3333, 3333 })]
    [InlineData(100, new long[] { 3333, 3333, 3334 }, new long[] { 33, 33, 34 })]
    [InlineData(0, new long[] { 1 }, new long[] { 0 })]
    [InlineData(-10001, new long[] { 1, 2 }, new long[] { -3334, -6667 })]
    [InlineData(5, new long[] { 0, 1 }, new long[] { 0, 5 })]
    [InlineData(12345, new long[] { 1500, 5000, 1250, 2250 }, new long[] { 1852, 6172, 1543, 2778 })]
    [InlineData(7, new long[] { 1000000000000000000, 1000000000000000000, 1000000000000000000 }, new long[] { 3, 2, 2 })]
    [InlineData(5, new long[] { 3, 19, 19 }, new long[] { 1, 2, 2 })] // One unit more takes one away from the smallest,
    [InlineData(6, new long[] { 3, 19, 19 }, new long[] { 0, 3, 3 })] // which is how this method is known to behave.
    public void Known_divisions_come_out(long total, long[] weights, long[] expected) =>
        Assert.Equal(expected, Allocation.LargestRemainder(total, weights));

    [Fact]
    public void An_equal_remainder_goes_to_the_larger_weight_before_the_lower_position()
    {
        // Quotas 0.5, 1.5 and 2.0: one unit is left, the first two have the same remainder.
        Assert.Equal([0L, 2, 2], Allocation.LargestRemainder(4, [1, 3, 4]));
    }

    [Fact]
    public void Nothing_can_be_divided_by_nothing()
    {
        Assert.Throws<ArgumentException>(() => Allocation.LargestRemainder(1, []));
        Assert.Throws<ArgumentException>(() => Allocation.LargestRemainder(1, [0, 0]));
        Assert.Throws<ArgumentException>(() => Allocation.LargestRemainder(1, [2, -1]));
    }

    [Fact]
    public void The_smallest_number_can_be_divided_too() =>
        Assert.Equal(long.MinValue, Allocation.LargestRemainder(long.MinValue, [1, 1, 1]).Sum());

    [Fact]
    public void Parts_sum_to_the_whole_and_lie_next_to_their_quota()
    {
        var cases = Gen.Choose(-1_000_000, 1_000_000).SelectMany(total =>
            Gen.Choose(0, 5_000).NonEmptyListOf().Where(weights => weights.Any(w => w > 0)).Select(weights => (total, weights)));
        Properties.Hold(Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var weights = c.weights.Select(w => (long)w).ToList();
            var parts = Allocation.LargestRemainder(c.total, weights);
            Assert.Equal(c.total, parts.Sum());
            BigInteger sum = weights.Sum(), size = Math.Abs((long)c.total);
            for (var i = 0; i < parts.Length; i++)
            {
                var floor = size * weights[i] / sum;
                var exact = size * weights[i] % sum == 0;
                Assert.InRange(Math.Abs(parts[i]), (long)floor, (long)floor + (exact ? 0 : 1));
                Assert.Equal(-parts[i], Allocation.LargestRemainder(-c.total, weights)[i]);
            }
        }), cases: 500);
    }
}
