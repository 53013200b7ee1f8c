using Marketplace.Audio.Synthesis;
using Marketplace.Audio.Tracking;

namespace Marketplace.Cli.Commands;

/// <summary>Something that artists and stations do to a recording, what is then on air, and what the rules make of it.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Rule">The rules that decide it.</param>
/// <param name="Added">Recordings that stand in the catalogue beside the original, by id.</param>
/// <param name="OnAir">The programme.</param>
/// <param name="Expected">Whether these plays are what the rules ask for.</param>
internal sealed record EditCase(
    string Name, string Rule, IReadOnlyList<(string Id, float[] Sound)> Added, float[] OnAir, Func<IReadOnlyList<Play>, bool> Expected);

/// <summary>Makes the cases of one recording by splicing; talk stands before and after each.</summary>
internal static class EditCases
{
    /// <summary>Seconds of talk before and after.</summary>
    public const double TalkSeconds = 10;

    private const double StartTolerance = 1.5, EndTolerance = 3;

    /// <summary>All cases of a recording of 100 s or more, with a second one to make a remix of.</summary>
    /// <param name="id">Id of the recording in the catalogue.</param>
    /// <param name="a">Its samples.</param>
    /// <param name="b">Samples of another recording, 60 s or more, that is not in the catalogue under its own name.</param>
    /// <param name="rate">Sample rate, Hz.</param>
    public static IReadOnlyList<EditCase> Of(string id, float[] a, float[] b, int rate)
    {
        float[] Cut(float[] sound, double from, double seconds) => sound[(int)(from * rate)..(int)((from + seconds) * rate)];
        float[] Air(params float[][] parts) =>
            [.. TalkSynth.Render(TalkSeconds, 1, rate), .. parts.SelectMany(p => p), .. TalkSynth.Render(TalkSeconds, 2, rate)];
        bool IsOne(IReadOnlyList<Play> plays, string track, double seconds) =>
            plays is [{ IsAmbiguous: false } play] && play.TrackId == track && Near(play, TalkSeconds, TalkSeconds + seconds);

        var loop = Cut(a, 30, 6);
        float[] remix = [.. Cut(b, 0, 20), .. loop, .. loop, .. Cut(b, 20, 30), .. loop];
        var voice = TalkSynth.Render(a.Length / (double)rate + 1, 7, rate);
        var song = Mix(a, voice, -3);
        var copy = Mix(a, Noise(a.Length), -45);
        return
        [
            new("radio edit: 25 s left out", "M-4, one play", [], Air(Cut(a, 0, 30), Cut(a, 55, 35)),
                plays => IsOne(plays, id, 65)),
            new("rewind after 20 s", "M-3, one play", [], Air(Cut(a, 0, 20), Cut(a, 0, 60)), plays => IsOne(plays, id, 80)),
            new("played twice in a row", "M-5, two plays", [], Air(Cut(a, 0, 70), Cut(a, 0, 40)),
                plays => plays is [{ IsAmbiguous: false } one, { IsAmbiguous: false } two] && one.TrackId == id && two.TrackId == id
                    && Near(one, TalkSeconds, TalkSeconds + 70) && Near(two, TalkSeconds + 70, TalkSeconds + 110)),
            new("two uploads of one recording", "O-3, both wait", [("copy", copy)], Air(Cut(a, 0, 60)),
                plays => plays.Count == 2 && plays.All(p => p.IsAmbiguous) && plays.Select(p => p.TrackId).Order().SequenceEqual(new[] { id, "copy" }.Order())),
            new("remix with a loop of it; the original on air", "O-2, O-4", [("remix", remix)], Air(Cut(a, 0, 60)), plays => IsOne(plays, id, 60)),
            new("remix with a loop of it; the remix on air", "O-2, O-4", [("remix", remix)], Air(remix),
                plays => IsOne(plays, "remix", remix.Length / (double)rate)),
            new("song and its instrumental; the song on air", "O-2 or O-3", [("song", song)], Air(Cut(song, 0, 60)),
                plays => plays.Any(p => p.TrackId == "song") && plays.All(p => p.TrackId == "song" || p.TrackId == id) && plays.Count(p => !p.IsAmbiguous) <= 1),
            new("song and its instrumental; the instrumental on air", "O-2 or O-3", [("song", song)], Air(Cut(a, 0, 60)),
                plays => plays.Any(p => p.TrackId == id) && plays.All(p => p.TrackId == "song" || p.TrackId == id) && plays.Count(p => !p.IsAmbiguous) <= 1),
        ];
    }

    /// <summary>Seconds that two plays would both be paid for, beyond the cross-fade of rule O-1.</summary>
    public static double PaidTwice(IReadOnlyList<Play> plays)
    {
        var paid = plays.Where(p => !p.IsAmbiguous).OrderBy(p => p.StartSeconds).ToList();
        var twice = 0.0;
        for (var i = 0; i < paid.Count; i++)
            for (var j = i + 1; j < paid.Count; j++)
                if (Math.Min(paid[i].EndSeconds, paid[j].EndSeconds) - paid[j].StartSeconds is var shared and > 12) twice += shared;
        return twice;
    }

    private static bool Near(Play play, double start, double end) =>
        Math.Abs(play.StartSeconds - start) <= StartTolerance && Math.Abs(play.EndSeconds - end) <= EndTolerance;

    private static float[] Mix(float[] sound, float[] other, double decibels)
    {
        var gain = (float)(Level(sound) / Level(other.AsSpan(0, sound.Length)) * Math.Pow(10, decibels / 20));
        return [.. sound.Select((x, i) => x + gain * other[i])];
    }

    private static float[] Noise(int count)
    {
        var dice = new Random(5);
        return [.. Enumerable.Range(0, count).Select(_ => dice.NextSingle() * 2 - 1)];
    }

    private static double Level(ReadOnlySpan<float> sound)
    {
        var sum = 0.0;
        foreach (var x in sound) sum += x * x;
        return Math.Sqrt(sum / sound.Length);
    }
}
