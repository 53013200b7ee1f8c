using System.Buffers.Binary;
using Marketplace.Audio.Evidence;
using Marketplace.Audio.Synthesis;
using Xunit;

namespace Marketplace.Tests.Audio;

public sealed class EvidencePictureTests(SoundKit kit) : IClassFixture<SoundKit>
{
    [Fact]
    public void The_same_proof_is_the_same_small_picture_with_marks_where_both_agree()
    {
        var recording = kit.Cut(2, 20, 23);
        var heard = SoundKit.AtSpeed(kit.Cut(2, 24, 15.5), 1.03)[..(15 * SoundKit.Rate)];

        var png = EvidencePicture.Png(heard, recording);

        Assert.Equal(png, EvidencePicture.Png(heard, recording));
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], png[..4]);
        Assert.Equal(EvidencePicture.Height, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
        Assert.InRange(png.Length, 5_000, 100_000);
        // Another song has the same axes and no marks: fewer colours make a smaller file.
        Assert.NotEqual(png, EvidencePicture.Png(heard, kit.Cut(3, 20, 23)));
    }

    [Fact]
    public void Silence_and_what_is_no_number_are_drawn_and_nothing_at_all_is_refused()
    {
        Assert.NotEmpty(EvidencePicture.Png(new float[8000], new float[8000]));
        Assert.NotEmpty(EvidencePicture.Png(Enumerable.Repeat(float.NaN, 8000).ToArray(), TalkSynth.Render(2, 1, SoundKit.Rate)));
        Assert.Throws<ArgumentException>(() => EvidencePicture.Png([0.1f], []));
    }
}
