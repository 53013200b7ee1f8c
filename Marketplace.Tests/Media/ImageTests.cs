using System.Buffers.Binary;
using System.Text;
using Marketplace.Audio.Decoding;
using Marketplace.Core.Media;
using Marketplace.Tests.Kit;

namespace Marketplace.Tests.Media;

[Trait("Suite", "UseCases")]
public sealed class ImageTests
{
    [Theory]
    [InlineData("png", "png")]
    [InlineData("mjpeg", "image2")]
    [InlineData("libwebp", "webp")]
    public async Task A_picture_becomes_three_squares_of_our_own_without_its_metadata(string codec, string format)
    {
        await using var world = await World.New();
        var original = await Draw(codec, format, "640x360");
        var name = (await world.Get<ImageFiles>().Keep(new MemoryStream(original), default)).Value;
        foreach (var size in Enum.GetValues<ImageSize>())
        {
            await using var kept = await world.Get<ImageFiles>().Open(name, size, default);
            var bytes = new MemoryStream();
            await kept!.CopyToAsync(bytes);
            Assert.Equal(((int)size, (int)size), SizeOf(bytes.ToArray()));
            Assert.DoesNotContain("secret place", Encoding.Latin1.GetString(bytes.ToArray()));
        }
        Assert.Equal(name, (await world.Get<ImageFiles>().Keep(new MemoryStream(original), default)).Value);
    }

    [Fact]
    public async Task A_small_file_that_unpacks_into_gigabytes_is_refused_unopened()
    {
        await using var world = await World.New();
        var bomb = await Draw("png", "image2", "64x64");
        BinaryPrimitives.WriteInt32BigEndian(bomb.AsSpan(16), 60_000);
        BinaryPrimitives.WriteInt32BigEndian(bomb.AsSpan(20), 60_000);
        Assert.Equal("image.size", (await world.Get<ImageFiles>().Keep(new MemoryStream(bomb), default)).Error!.Code);
        var artist = await world.Artist("ama");
        Assert.Equal("image.size", (await world.SendWhole(artist, bomb, "cover.png", UploadPurpose.Image)).Error!.Code);
    }

    [Theory]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "image.type")]
    [InlineData("GIF89a and more", "image.type")]
    [InlineData("", "image.type")]
    public async Task What_is_no_picture_is_refused(string content, string code)
    {
        await using var world = await World.New();
        Assert.Equal(code, (await world.Get<ImageFiles>().Keep(new MemoryStream(Encoding.UTF8.GetBytes(content)), default)).Error!.Code);
    }

    [Fact]
    public async Task A_torn_picture_is_refused()
    {
        await using var world = await World.New();
        var torn = (await Draw("png", "image2", "200x200"))[..60];
        Assert.Equal("image.damaged", (await world.Get<ImageFiles>().Keep(new MemoryStream(torn), default)).Error!.Code);
    }

    private static async Task<byte[]> Draw(string codec, string format, string size)
    {
        var container = format == "webp" ? "webp" : "image2pipe";
        var result = await ChildProcess.Run(new("ffmpeg",
            ["-v", "error", "-f", "lavfi", "-i", $"testsrc=size={size}:d=1:r=1", "-frames:v", "1", "-metadata", "comment=secret place",
             "-c:v", codec, "-f", container, "pipe:1"], TimeSpan.FromSeconds(20), 8 << 20), default);
        Assert.True(result.Succeeded, result.ErrorText);
        return result.Output;
    }

    // Our files are lossy WebP: the size stands behind the frame's start code.
    private static (int Width, int Height) SizeOf(byte[] webp)
    {
        Assert.Equal("VP8 ", Encoding.ASCII.GetString(webp, 12, 4));
        return (BinaryPrimitives.ReadUInt16LittleEndian(webp.AsSpan(26)) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(webp.AsSpan(28)) & 0x3FFF);
    }
}
