using System.Numerics;
using System.Runtime.Intrinsics.X86;
using Marketplace.Audio.Landmarks;
using Marketplace.Audio.Matching;
using Marketplace.Audio.Profiles;
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

    [Fact]
    public void The_run_of_a_key_in_its_bucket_whatever_the_guess()
    {
        for (var round = 0; round < 2000; round++)
        {
            var rests = new byte[random.Next(200)];
            for (var i = 0; i < rests.Length; i++) rests[i] = (byte)random.Next(1 << random.Next(1, 9));
            Array.Sort(rests);
            var wanted = (byte)random.Next(1 << random.Next(1, 9));

            var (first, count) = PostingScan.RunOf(rests, wanted, random.Next(-20, 220));

            var plain = PostingScan.RunPlainly(rests, wanted);
            Assert.Equal(plain.Count, count);
            if (count > 0) Assert.Equal(plain.First, first);
            Assert.InRange(first, 0, rests.Length);
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1.03f, 1.03f)]
    [InlineData(0.95f, 1)]
    [InlineData(1, 0.944f)]
    public void Pairs_of_peaks(float tempo, float pitch)
    {
        var peaks = new Peak[700];
        for (var i = 0; i < peaks.Length; i++) peaks[i] = new(i * 0.9f + random.NextSingle() * 0.8f, 230 + 3700 * random.NextSingle(), 5);
        peaks[300] = peaks[300] with { Frame = peaks[299].Frame };
        foreach (var count in new[] { 0, 1, 8, 9, 700 })
        {
            var (fast, plain) = (new List<Landmark>(), new List<Landmark>());
            LandmarkHasher.Pair(peaks.AsSpan(0, count), FingerprintProfile.Standard, 12, tempo, pitch, fast);
            LandmarkHasher.PairPlainly(peaks.AsSpan(0, count), FingerprintProfile.Standard, 12, tempo, pitch, plain);
            Assert.Equal(plain, fast);
            Assert.True(count < 700 || fast.Count > 1000);
        }
    }

    [Fact]
    public void Values_over_a_limit()
    {
        var values = new float[203];
        for (var i = 0; i < values.Length; i++) values[i] = random.Next(20);
        for (var from = 0; from < 20; from++)
            Assert.Equal(PeakRank.CountOverPlainly(values.AsSpan(from), from), PeakRank.CountOver(values.AsSpan(from), from));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(-33)]
    [InlineData(128)]
    public void Sums_along_a_slope(int lean)
    {
        var sums = new ushort[ShiftSums.Count];
        for (var i = 0; i < sums.Length; i++) sums[i] = (ushort)random.Next(ushort.MaxValue);
        var (fast, plain) = (new int[ShiftSums.Count], new int[ShiftSums.Count]);
        for (var round = 0; round < 3; round++)
        {
            ShiftSums.AddLeaning(sums, lean, fast);
            ShiftSums.AddLeaningPlainly(sums, lean, plain);
        }
        Assert.Equal(plain, fast);
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
