using System.Numerics;
using System.Runtime.Intrinsics.X86;
using Marketplace.Audio.Matching;
using Marketplace.Audio.Spectrum;
using Xunit;

namespace Marketplace.Tests.Audio;

/// <summary>Each loop of vector instructions against its plain twin, to the bit.</summary>
public sealed class VectorTwinTests
{
    private readonly Random random = new(5);

    [Fact]
    public void Sums_over_shifts()
    {
        var values = new byte[ShiftSums.Count];
        random.NextBytes(values);
        var (fast, plain) = (new ushort[ShiftSums.Count], new ushort[ShiftSums.Count]);
        for (var i = 0; i < ShiftSums.MostStretches; i++)
        {
            ShiftSums.Add(values, fast);
            ShiftSums.AddPlainly(values, plain);
        }
        Assert.Equal(plain, fast);
        Assert.Equal(values.Sum(v => v), ShiftSums.Total(values));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(3, 4)]
    [InlineData(5, 200)]
    [InlineData(200, 300)]
    public void Votes_of_a_bucket(int from, int to)
    {
        var (rests, frames) = (new byte[300], new uint[300]);
        for (var i = 0; i < rests.Length; i++) (rests[i], frames[i]) = ((byte)random.Next(4), (uint)random.Next(1 << 20));
        var (fast, plain) = (new ushort[VoteGrid.MostCells], new ushort[VoteGrid.MostCells]);

        PostingScan.Vote(rests, frames, from, to, 2, 777, 3, fast);
        PostingScan.VotePlainly(rests, frames, from, to, 2, 777, 3, plain);

        Assert.Equal(plain, fast);
        Assert.Equal(rests[from..to].Count(r => r == 2), fast.Sum(v => v));
    }

    [Fact]
    public void Frames_laid_into_lanes()
    {
        if (!Avx.IsSupported || Vector<float>.Count != 8) return;
        var samples = new float[1024 + 7 * 160];
        var window = new float[1024];
        for (var i = 0; i < samples.Length; i++) samples[i] = random.NextSingle() * 2 - 1;
        for (var i = 0; i < window.Length; i++) window[i] = random.NextSingle();
        var (even, odd, plainEven, plainOdd) = (new Vector<float>[512], new Vector<float>[512], new Vector<float>[512], new Vector<float>[512]);

        LaneLoader.Load(samples, 160, window, even, odd);
        LaneLoader.LoadPlainly(samples, 160, 8, window, plainEven, plainOdd);

        Assert.Equal(plainEven, even);
        Assert.Equal(plainOdd, odd);
    }

    [Fact]
    public void A_folded_grid_still_finds_the_fullest_place()
    {
        var grid = new VoteGrid();
        grid.Begin(10L * VoteGrid.MostCells);
        Assert.True(grid.IsFolded);
        for (var i = 0; i < 50; i++) grid.Cells[VoteGrid.CellOf(3u * VoteGrid.MostCells + 17)]++;
        for (var i = 0; i < 2000; i++) grid.Cells[random.Next(VoteGrid.MostCells)]++;
        Span<(int Votes, int Cell)> best = stackalloc (int, int)[4];

        Assert.Equal(4, grid.Best(best, 1));
        Assert.InRange(best[0].Cell, 16, 17);
        Assert.InRange(best[0].Votes, 50, 53);
    }
}
