namespace Marketplace.Audio.Matching;

/// <summary>A way in which a recording may have been changed on air.</summary>
/// <param name="Tempo">Seconds of the recording in one heard second.</param>
/// <param name="Pitch">Heard frequency over that of the recording.</param>
internal readonly record struct Hypothesis(float Tempo, float Pitch)
{
    public static Hypothesis None { get; } = new(1, 1);

    /// <summary>Turntable and playout speed ±1…±7 %, time stretching ±1…±5 %, pitch ±½ and ±1 semitone.</summary>
    public static IReadOnlyList<Hypothesis> Changed { get; } = [.. Speeds(), .. Tempos(), .. Pitches()];

    /// <summary>Pitch is bound to tempo, as when the whole sound is resampled.</summary>
    public bool IsSpeed => MathF.Abs(Tempo - Pitch) < 1e-6f;

    private static IEnumerable<Hypothesis> Speeds() =>
        from percent in Enumerable.Range(1, 7)
        from sign in new[] { 1, -1 }
        let s = 1 + sign * percent / 100f
        select new Hypothesis(s, s);

    private static IEnumerable<Hypothesis> Tempos() =>
        from percent in Enumerable.Range(1, 5) from sign in new[] { 1, -1 } select new Hypothesis(1 + sign * percent / 100f, 1);

    private static IEnumerable<Hypothesis> Pitches() =>
        from half in new[] { -2, -1, 1, 2 } select new Hypothesis(1, MathF.Pow(2, half / 24f));
}
