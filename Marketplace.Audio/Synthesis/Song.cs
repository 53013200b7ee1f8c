namespace Marketplace.Audio.Synthesis;

/// <summary>A composed song, ready to be rendered at any rate.</summary>
public sealed class Song
{
    private const float FadeSeconds = 2.5f;
    private readonly IReadOnlyList<Note> notes;
    private readonly int seed;

    internal Song(int seed, string title, float beatsPerMinute, string key, float seconds, IReadOnlyList<Note> notes) =>
        (this.seed, Title, BeatsPerMinute, Key, Seconds, this.notes) = (seed, title, beatsPerMinute, key, seconds, notes);

    /// <summary>A made-up title.</summary>
    public string Title { get; }

    /// <summary>Tempo, beats per minute.</summary>
    public float BeatsPerMinute { get; }

    /// <summary>Key note and scale, such as <c>D dorian</c>.</summary>
    public string Key { get; }

    /// <summary>Length, 65 to 110 seconds.</summary>
    public float Seconds { get; }

    /// <summary>Plays the song. The same song and rate always give the same samples.</summary>
    /// <param name="sampleRateHz">8000 to 48000 Hz.</param>
    /// <returns>Shape [n], mono, peak at .89 (−1 dBFS).</returns>
    public float[] Render(int sampleRateHz)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleRateHz, 8000);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sampleRateHz, 48_000);
        var samples = new float[(int)(Seconds * sampleRateHz)];
        var dice = new Dice((ulong)seed + 77);
        foreach (var note in notes) Instruments.Play(note, samples, sampleRateHz, dice);
        Room.Echo(samples, sampleRateHz);
        Room.Finish(samples, (int)(FadeSeconds * sampleRateHz));
        return samples;
    }
}
