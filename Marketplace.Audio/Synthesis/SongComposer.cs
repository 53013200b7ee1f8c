namespace Marketplace.Audio.Synthesis;

/// <summary>Composes songs from a seed: key, scale, tempo, chords, melody, drums and instruments are all drawn from it.</summary>
/// <remarks>
/// Every section draws its own chords, melody and rhythm, players are a few milliseconds early or late, and each song has
/// its own tuning: so no two songs, and no two places of one song, make the same print.
/// </remarks>
public static class SongComposer
{
    private static readonly (string Name, int[] Steps)[] Scales =
    [
        ("major", [0, 2, 4, 5, 7, 9, 11]), ("minor", [0, 2, 3, 5, 7, 8, 10]), ("dorian", [0, 2, 3, 5, 7, 9, 10]),
        ("mixolydian", [0, 2, 4, 5, 7, 9, 10]), ("lydian", [0, 2, 4, 6, 7, 9, 11]), ("harmonic minor", [0, 2, 3, 5, 7, 8, 11]),
    ];
    private static readonly string[] Keys = ["C", "C♯", "D", "E♭", "E", "F", "F♯", "G", "A♭", "A", "B♭", "B"];
    private static readonly int[][] Progressions =
        [[0, 4, 5, 3], [0, 5, 3, 4], [5, 3, 0, 4], [0, 3, 1, 4], [0, 2, 3, 4], [3, 0, 4, 5], [0, 6, 3, 0], [1, 4, 0, 5]];
    private static readonly Voice[] Leads = [Voice.Pluck, Voice.Bell, Voice.Reed];
    private static readonly string[] Firsts = ["Golden", "Quiet", "Harmattan", "Second", "Paper", "River", "Neon", "Borrowed", "Early", "Salt", "Cedar", "Distant"];
    private static readonly string[] Seconds = ["Morning", "Lanterns", "Market", "Summer", "Letters", "Highway", "Season", "Windows", "Tide", "Avenue", "Echo", "Harbour"];

    /// <summary>Composes the song of a seed.</summary>
    public static Song Compose(int seed)
    {
        var dice = new Dice((ulong)(uint)seed);
        var (scale, key) = (dice.Pick(Scales), dice.Below(Keys.Length));
        var tempo = dice.Between(82, 138);
        var bar = 4 * 60 / tempo;
        var bars = (int)MathF.Round(dice.Between(69, 106) / bar);
        // Tuned up to a third of a semitone off, as bands and old recordings are.
        var tonic = 65.406f * MathF.Pow(2, (key + dice.Between(-0.35f, 0.35f)) / 12);
        var style = new Style(tonic, scale.Steps, bar, dice.Pick(Leads), dice.Pick(Leads), dice.Between(0, 0.12f), dice.Between(0.35f, 0.8f));

        var notes = new List<Note>();
        for (var at = 0; at < bars;)
        {
            var section = SectionAt(at, bars);
            var length = Math.Min(bars - at, section == Section.Intro || section == Section.Bridge ? 4 : 8);
            Write(notes, style, section, at, length, dice);
            at += length;
        }
        var title = $"{Firsts[(seed % 12 + 12) % 12]} {dice.Pick(Seconds)}";
        return new(seed, title, tempo, $"{Keys[key]} {scale.Name}", bars * bar, notes);
    }

    private static Section SectionAt(int bar, int bars) =>
        bar == 0 ? Section.Intro
        : bar >= bars * 3 / 5 && bar < bars * 3 / 5 + 4 ? Section.Bridge
        : (bar - 4) / 8 % 2 == 0 ? Section.Verse : Section.Chorus;

    private static void Write(List<Note> notes, Style style, Section section, int firstBar, int bars, Dice dice)
    {
        var chords = dice.Pick(Progressions);
        var (degree, pattern) = (dice.Below(7), Enumerable.Range(0, 8).Select(_ => dice.Chance(0.4f)).ToArray());
        for (var b = 0; b < bars; b++)
        {
            var (start, root) = ((firstBar + b) * style.BarSeconds, chords[b % chords.Length]);
            Chord(notes, style, section, start, root, dice);
            if (section != Section.Intro) Bass(notes, style, start, root, pattern, dice);
            if (section != Section.Bridge) Drums(notes, style, section, start, pattern, dice);
            degree = Melody(notes, style, section, start, root, degree, dice);
        }
    }

    private static void Chord(List<Note> notes, Style style, Section section, float start, int root, Dice dice)
    {
        var level = section == Section.Chorus ? 0.5f : 0.36f;
        foreach (var third in new[] { 0, 2, 4, dice.Chance(0.4f) ? 6 : 7 })
            notes.Add(new(Voice.Pad, start + dice.Between(0, 0.02f), style.BarSeconds * 0.92f, style.Pitch(root + third, 2), level * 0.6f));
        if (section == Section.Verse) return;
        // Broken chords of the second instrument.
        for (var eighth = 0; eighth < 8; eighth++)
            if (dice.Chance(style.Busy))
                notes.Add(new(style.Second, style.At(start, eighth, dice), style.BarSeconds / 8, style.Pitch(root + 2 * dice.Below(4), 3), 0.2f));
    }

    private static void Bass(List<Note> notes, Style style, float start, int root, bool[] pattern, Dice dice)
    {
        for (var eighth = 0; eighth < 8; eighth++)
            if (eighth == 0 || pattern[eighth])
                notes.Add(new(Voice.Bass, style.At(start, eighth, dice), style.BarSeconds / 8 * 1.3f,
                    style.Pitch(root + (dice.Chance(0.25f) ? 4 : 0), 0), 0.6f));
    }

    private static void Drums(List<Note> notes, Style style, Section section, float start, bool[] pattern, Dice dice)
    {
        for (var eighth = 0; eighth < 8; eighth++)
        {
            var at = style.At(start, eighth, dice);
            if (dice.Chance(0.85f)) notes.Add(new(Voice.Hat, at, 0.05f, 0, dice.Between(0.05f, 0.13f)));
            if (section == Section.Intro) continue;
            if (eighth is 0 or 4 || (pattern[eighth] && dice.Chance(0.5f))) notes.Add(new(Voice.Kick, at, 0.1f, 0, 0.75f));
            if (eighth is 2 or 6) notes.Add(new(Voice.Snare, at, 0.1f, 0, dice.Between(0.22f, 0.32f)));
        }
    }

    // A walk over the scale: mostly steps, some leaps, drawn to chord notes on the strong beats.
    private static int Melody(List<Note> notes, Style style, Section section, float start, int root, int degree, Dice dice)
    {
        for (var eighth = 0; eighth < 8;)
        {
            var length = dice.Pick([1, 1, 2, 2, 3]);
            degree += dice.Pick([-2, -1, -1, 1, 1, 2, dice.Chance(0.3f) ? 4 : 0, dice.Chance(0.3f) ? -4 : 0]);
            if (eighth is 0 or 4) degree = root + 2 * (int)MathF.Round((degree - root) / 2f);
            degree = Math.Clamp(degree, -2, 11);
            if (!dice.Chance(section == Section.Intro ? 0.45f : 0.14f))
                notes.Add(new(style.Lead, style.At(start, eighth, dice), length * style.BarSeconds / 8 * 0.95f,
                    style.Pitch(degree, section == Section.Chorus ? 4 : 3), section == Section.Chorus ? 0.55f : 0.48f));
            eighth += length;
        }
        return degree;
    }

    private enum Section
    {
        Intro,
        Verse,
        Chorus,
        Bridge,
    }

    private sealed record Style(float TonicHz, int[] Scale, float BarSeconds, Voice Lead, Voice Second, float Swing, float Busy)
    {
        /// <summary>Pitch of a degree of the scale, octaves above the tonic.</summary>
        public float Pitch(int degree, int octave)
        {
            var (turn, step) = (Math.DivRem(degree + 70, 7, out var rest) - 10, rest);
            return TonicHz * MathF.Pow(2, octave + turn + Scale[step] / 12f);
        }

        /// <summary>Time of an eighth, with swing and an unsteady hand.</summary>
        public float At(float start, int eighth, Dice dice) =>
            MathF.Max(0, start + (eighth + (eighth % 2 == 1 ? Swing : 0)) * BarSeconds / 8 + dice.Between(-0.012f, 0.012f));
    }
}
