using Marketplace.Audio.Landmarks;
using Marketplace.Audio.Matching;
using Marketplace.Audio.Profiles;
using Xunit;

namespace Marketplace.Tests.Audio;

public sealed class FingerprintTests(SoundKit kit) : IClassFixture<SoundKit>
{
    [Fact]
    public void A_print_survives_its_bytes()
    {
        var print = kit.Prints[0];
        var again = Fingerprint.FromBytes(print.ToBytes());

        Assert.Equal((print.ProfileId, print.DurationSeconds, print.Peaks.Length), (again.ProfileId, again.DurationSeconds, again.Peaks.Length));
        for (var i = 0; i < print.Peaks.Length; i++)
        {
            Assert.Equal(print.Peaks.Span[i].Frame, again.Peaks.Span[i].Frame, tolerance: 0.04f);
            Assert.Equal(1, again.Peaks.Span[i].Hz / print.Peaks.Span[i].Hz, tolerance: 0.0003f);
        }
        Assert.Equal(again.ToBytes(), Fingerprint.FromBytes(again.ToBytes()).ToBytes());
    }

    [Fact]
    public void Damaged_bytes_are_told_and_never_crash()
    {
        var bytes = kit.Prints[1].ToBytes();
        for (var i = 0; i < bytes.Length; i += 97)
        {
            var damaged = (byte[])bytes.Clone();
            damaged[i] ^= 0x10;
            Assert.Throws<InvalidDataException>(() => Fingerprint.FromBytes(damaged));
            Assert.Throws<InvalidDataException>(() => Fingerprint.FromBytes(bytes.AsSpan(0, i)));
        }
    }

    [Fact]
    public void Prints_of_another_profile_are_refused()
    {
        var other = FingerprintProfile.Standard with { Id = "other-1" };
        var print = Fingerprinter.Print(kit.Songs[0], other, PrintRole.Reference);

        Assert.Throws<ArgumentException>(() => new LandmarkIndex().Add("x", print));
        Assert.Throws<ArgumentException>(() => kit.Index.Query(print));
    }

    [Fact]
    public void Silence_one_sample_and_nonsense_have_no_peaks_or_no_answer()
    {
        var profile = FingerprintProfile.Standard;
        Assert.Equal(0, Fingerprinter.Print([], profile, PrintRole.Query).Peaks.Length);
        Assert.Equal(0, Fingerprinter.Print([0.5f], profile, PrintRole.Query).Peaks.Length);
        Assert.Equal(0, Fingerprinter.Print(new float[80_000], profile, PrintRole.Query).Peaks.Length);
        Assert.Empty(kit.Index.Query(Enumerable.Repeat(float.NaN, 80_000).ToArray()));
        Assert.Empty(kit.Index.Query(Enumerable.Repeat(1f, 80_000).ToArray()));
        Assert.Empty(kit.Index.Query([.. Enumerable.Range(0, 80_000).Select(i => i % 2 == 0 ? float.PositiveInfinity : -3f)]));
    }

    [Fact]
    public void A_print_does_not_depend_on_where_the_stretches_are_cut()
    {
        // One whole second later, so that the frames are the same but the stretches of the spectrogram are not.
        var late = SoundKit.Join(new float[8000], kit.Cut(2, 0, 40));
        var moved = Fingerprinter.Print(late, FingerprintProfile.Standard, PrintRole.Reference).Peaks.ToArray();
        var plain = Fingerprinter.Print(kit.Cut(2, 0, 40), FingerprintProfile.Standard, PrintRole.Reference).Peaks.ToArray();

        var shifted = moved.Where(p => p.Frame is > 100 and < 2000).Select(p => ((int)(p.Frame - 50 + 0.5f), (int)p.Hz)).ToHashSet();
        var wanted = plain.Where(p => p.Frame is > 60 and < 1940).Select(p => ((int)(p.Frame + 0.5f), (int)p.Hz)).ToList();
        Assert.True(wanted.Count(shifted.Contains) > 0.98 * wanted.Count);
    }
}
