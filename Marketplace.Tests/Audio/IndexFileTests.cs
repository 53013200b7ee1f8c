using Marketplace.Audio.Landmarks;
using Marketplace.Audio.Matching;
using Marketplace.Audio.Profiles;
using Xunit;

namespace Marketplace.Tests.Audio;

public sealed class IndexFileTests(SoundKit kit) : IClassFixture<SoundKit>
{
    [Fact]
    public void A_saved_index_answers_the_same()
    {
        using var folder = new TemporaryFolder();
        kit.Index.Save(folder.Path);

        var loaded = LandmarkIndex.Load(folder.Path);

        Assert.Equal(SoundKit.SongCount, loaded.Count);
        Assert.Equal(kit.Index.Bytes, loaded.Bytes);
        var window = kit.Cut(6, 30, 10);
        Assert.Equal(kit.Index.Query(window), loaded.Query(window));
        Assert.Throws<InvalidDataException>(() => LandmarkIndex.Load(folder["nowhere"]));
        Assert.Throws<InvalidDataException>(() => LandmarkIndex.Load(folder.Path, FingerprintProfile.Standard with { Id = "other-1" }));
    }

    [Fact]
    public void A_mapped_index_grows_shrinks_and_is_saved_over_itself()
    {
        using var folder = new TemporaryFolder();
        kit.Index.Save(folder.Path);
        var index = LandmarkIndex.Load(folder.Path);

        index.Remove(SoundKit.Name(3));
        index.Add("again", kit.Prints[4]);
        index.Save(folder.Path);
        index.Rebuild();

        foreach (var each in new[] { index, LandmarkIndex.Load(folder.Path) })
        {
            Assert.Equal(SoundKit.SongCount, each.Count);
            Assert.Empty(each.Query(kit.Cut(3, 20, 10)));
            Assert.Equal(SoundKit.Name(5), Assert.Single(each.Query(kit.Cut(5, 20, 10))).TrackId);
            Assert.True(each.Query(kit.Cut(4, 20, 10))[0].IsAmbiguous);
        }
    }

    [Fact]
    public void Any_damaged_byte_and_any_cut_is_told_and_never_crashes()
    {
        using var folder = new TemporaryFolder();
        var small = new LandmarkIndex();
        small.Add("a", kit.Prints[0]);
        small.Save(folder.Path);
        foreach (var file in Directory.GetFiles(folder.Path))
        {
            var whole = File.ReadAllBytes(file);
            foreach (var at in Enumerable.Range(0, 64).Concat(Enumerable.Range(1, 60).Select(i => (int)(whole.Length * (i / 61.0)))).Where(i => i < whole.Length))
            {
                var damaged = (byte[])whole.Clone();
                damaged[at] ^= 0x24;
                Replace(file, damaged);
                Assert.Throws<InvalidDataException>(() => LandmarkIndex.Load(folder.Path));
            }
            foreach (var length in new[] { 0, 1, 40, 63, 64, whole.Length / 2, whole.Length - 1 }.Where(n => n < whole.Length))
            {
                Replace(file, whole[..length]);
                Assert.Throws<InvalidDataException>(() => LandmarkIndex.Load(folder.Path));
            }
            Replace(file, whole);
        }
        Assert.Equal(1, LandmarkIndex.Load(folder.Path).Count);
    }

    // A new file, because the old one may still be mapped by an index that nobody collected yet.
    private static void Replace(string path, byte[] bytes)
    {
        File.Delete(path);
        File.WriteAllBytes(path, bytes);
    }
}
