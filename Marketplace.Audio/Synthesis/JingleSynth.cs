namespace Marketplace.Audio.Synthesis;

/// <summary>Station jingles: four to six seconds of bells over a drum roll, ending on a held chord.</summary>
public static class JingleSynth
{
    private static readonly int[] Arpeggio = [0, 4, 7, 12, 16, 19, 24];

    /// <summary>Renders the jingle of a seed.</summary>
    /// <param name="seed">Each station has its own.</param>
    /// <param name="sampleRateHz">8000 to 48000 Hz.</param>
    /// <returns>Shape [n], mono, peak at .89.</returns>
    public static float[] Render(int seed, int sampleRateHz)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleRateHz, 8000);
        var dice = new Dice((ulong)(uint)seed + 9_000_000_000);
        var (tonic, step, count) = (dice.Between(200, 330), dice.Between(0.12f, 0.2f), 8 + dice.Below(6));
        var samples = new float[(int)((count * step + 3) * sampleRateHz)];
        for (var i = 0; i < count; i++)
        {
            Play(new(Voice.Bell, i * step, step * 2, Pitch(dice.Pick(Arpeggio)), 0.6f));
            Play(new(i % 2 == 0 ? Voice.Snare : Voice.Hat, i * step, 0.1f, 0, 0.1f + 0.02f * i));
        }
        foreach (var semitone in new[] { 0, 7, 12, dice.Chance(0.5f) ? 16 : 15, 19 })
            Play(new(dice.Chance(0.5f) ? Voice.Pluck : Voice.Bell, count * step, 2, Pitch(semitone), 0.5f));
        Room.Echo(samples, sampleRateHz);
        Room.Finish(samples, sampleRateHz / 2);
        return samples;

        void Play(Note note) => Instruments.Play(note, samples, sampleRateHz, dice);
        float Pitch(int semitones) => tonic * MathF.Pow(2, semitones / 12f);
    }
}
