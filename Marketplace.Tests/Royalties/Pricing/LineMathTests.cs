using FsCheck.Fluent;
using Marketplace.Core.Kernel;
using Marketplace.Core.Royalties.Pricing;
using Marketplace.Tests.Kit;

namespace Marketplace.Tests.Royalties.Pricing;

public class LineMathTests
{
    [Theory] // Worked example X9.
    [InlineData(1000, new[] { 3333, 3333, 3334 }, new long[] { 333, 333, 334 })]
    [InlineData(1, new[] { 5000, 5000 }, new long[] { 1, 0 })]
    [InlineData(5, new[] { 3334, 3333, 3333 }, new long[] { 2, 2, 1 })]
    [InlineData(10001, new[] { 6250, 2500, 1250 }, new long[] { 6251, 2500, 1250 })]
    [InlineData(-10001, new[] { 6250, 2500, 1250 }, new long[] { -6251, -2500, -1250 })]
    [InlineData(2, new[] { 4000, 3000, 2000, 1000 }, new long[] { 1, 1, 0, 0 })]
    public void A_line_is_split_to_the_last_pesewa(long net, int[] basisPoints, long[] expected) =>
        Assert.Equal(expected, LineMath.Split(Cedi(net), Table(basisPoints)).Select(part => part.Amount.Minor));

    [Fact]
    public void A_tie_goes_to_the_lower_sequence_and_not_to_the_first_row()
    {
        var table = Table(5000, 5000);
        var turned = table with { Shares = [table.Shares[1], table.Shares[0]] };
        Assert.Equal(LineMath.Split(Cedi(1), table), LineMath.Split(Cedi(1), turned));
    }

    [Fact]
    public void A_line_without_a_valid_split_is_held_as_a_whole()
    {
        Held("split.sum", Table(4990, 5000)); // Worked example X9: 9 990.
        Held("split.share", Table(10_000, 0));
        Held("split.pending", Table(6000, 4000) with { IsAccepted = false });
        Held("split.twice", new SplitTable(1, true, [new(Who(1), 5000, 1), new(Who(1), 5000, 2)]));
        Held("split.none", null);

        static void Held(string code, SplitTable? table)
        {
            var line = LineMath.Divide(Cedi(600), table);
            Assert.Equal(code, line.Problem!.Code);
            Assert.Equal((HeldReason.SplitPending, Cedi(600), Cedi(0)), (line.Reason, line.Held, line.Commission));
            Assert.Empty(line.Parts);
        }
    }

    [Fact] // Worked example X10.
    public void A_month_with_disputed_plays_adds_up_to_the_pesewa()
    {
        var split = Table(6000, 4000);
        var first = LineMath.Divide(LineMath.Gross(Enumerable.Repeat(200 * 0.005m * 1.5m, 4), Asset.Ghs), split);
        var second = LineMath.Divide(LineMath.Gross(Enumerable.Repeat(187 * 0.005m * 0.6m * 1.5m, 3), Asset.Ghs), split);
        Assert.Equal((600L, 60L, 540L), (first.Gross.Minor, first.Commission.Minor, first.Net.Minor));
        Assert.Equal([324L, 216], first.Parts.Select(part => part.Amount.Minor));
        Assert.Equal((252L, 25L, 227L), (second.Gross.Minor, second.Commission.Minor, second.Net.Minor));
        Assert.Equal([136L, 91], second.Parts.Select(part => part.Amount.Minor));

        var held = LineMath.Gross([200 * 0.005m * 1.5m], Asset.Ghs) + LineMath.Gross([100 * 0.005m * 1.5m], Asset.Ghs);
        Assert.Equal(225, held.Minor);

        var one = Statement(first.Parts[0].Amount + second.Parts[0].Amount);
        var two = Statement(first.Parts[1].Amount + second.Parts[1].Amount);
        Assert.Equal((460L, 69L, 391L), (one.Subtotal.Minor, one.Tax.Minor, one.Credit.Minor));
        Assert.Equal((307L, 46L, 261L), (two.Subtotal.Minor, two.Tax.Minor, two.Credit.Minor));
        Assert.Equal(852, (one.Credit + two.Credit + one.Tax + two.Tax + first.Commission + second.Commission).Minor);
        Assert.Equal(first.Gross + second.Gross, Cedi(852));

        static StatementTotals Statement(Money earnings) => StatementMath.Total(Cedi(0), earnings, Cedi(0), 1500);
    }

    [Fact] // Worked example X11.
    public void A_closed_month_is_corrected_by_whole_lines()
    {
        var july = LineMath.Divide(Cedi(600), Table(6000, 4000)).Parts;
        var dismissed = LineMath.Divide(Cedi(750), Table(6000, 4000)).Parts;
        var august = LineMath.Correction(dismissed, july);
        Assert.Equal([81L, 54], august.Select(part => part.Amount.Minor));

        var resplit = LineMath.Divide(Cedi(750), Table(5500, 4500)).Parts;
        Assert.Equal([371L, 304], resplit.Select(part => part.Amount.Minor));
        var september = LineMath.Correction(resplit, july.Concat(august));
        Assert.Equal([-34L, 34], september.Select(part => part.Amount.Minor));
        Assert.Empty(LineMath.Correction(resplit, july.Concat(august).Concat(september)));

        Assert.Equal((12L, 69L, 0L), Totals(0, 0, 81));
        Assert.Equal((8L, 46L, 0L), Totals(0, 0, 54));
        Assert.Equal((0L, 0L, -15L), Totals(0, 30, -45));
        Assert.Equal((10L, 55L, 0L), Totals(0, 20, 45));
        Assert.Equal((73L, 412L, 0L), Totals(-15, 500, 0));

        static (long Tax, long Credit, long Carry) Totals(long opening, long earnings, long adjustments)
        {
            var totals = StatementMath.Total(Cedi(opening), Cedi(earnings), Cedi(adjustments), StatementMath.StandardTaxBasisPoints);
            return (totals.Tax.Minor, totals.Credit.Minor, totals.Carry.Minor);
        }
    }

    [Fact]
    public void An_opening_is_never_a_gift() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => StatementMath.Total(Cedi(1), Cedi(0), Cedi(0), 1500));

    [Fact]
    public void No_pesewa_is_made_or_lost()
    {
        var cases =
            from gross in Gen.Choose(-500_000, 500_000)
            from commission in Gen.Choose(0, 10_000)
            from cuts in Gen.Choose(1, 9_999).ListOf()
            from opening in Gen.Choose(-5_000, 0)
            from isAccepted in Gen.Choose(0, 4)
            select (gross, commission, cuts, opening, isAccepted: isAccepted > 0);
        Properties.Hold(Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var edges = c.cuts.Distinct().Order().Prepend(0).Append(SplitTable.Whole).ToList();
            var table = Table([.. edges.Zip(edges.Skip(1), (from, to) => to - from)]) with { IsAccepted = c.isAccepted };
            var line = LineMath.Divide(Cedi(c.gross), table, c.commission);
            Assert.Equal(c.gross, line.Commission.Minor + line.Parts.Sum(part => part.Amount.Minor) + line.Held.Minor); // INV-6
            Assert.Equal(line.Net.Minor, line.Parts.Sum(part => part.Amount.Minor));

            foreach (var part in line.Parts)
            {
                var totals = StatementMath.Total(Cedi(c.opening), part.Amount, Cedi(0), 1500);
                Assert.Equal(totals.Subtotal, totals.Credit + totals.Tax + totals.Carry);
                Assert.True(totals.Credit.Minor >= 0 && totals.Carry.Minor <= 0);
            }
        }), cases: 500);
    }

    private static Money Cedi(long pesewas) => new(pesewas, Asset.Ghs);

    private static Guid Who(int number) => new(number, 0, 0, new byte[8]);

    private static SplitTable Table(params int[] basisPoints) =>
        new(1, true, [.. basisPoints.Select((share, i) => new SplitShare(Who(i + 1), share, i + 1))]);
}
