namespace Marketplace.Audio.Synthesis;

/// <summary>Babble that sounds like an announcer: a buzzing source through three moving formants, with pauses.</summary>
/// <remarks>No words; source and filter after Klatt 1980, much reduced.</remarks>
public static class TalkSynth
{
    private static readonly (float A, float B, float C)[] Vowels =
        [(730, 1090, 2440), (270, 2290, 3010), (300, 870, 2240), (530, 1840, 2480), (570, 840, 2410), (660, 1720, 2410), (490, 1350, 1690)];

    /// <summary>Renders babble.</summary>
    /// <param name="seconds">Length, above 0.</param>
    /// <param name="seed">Another seed is another speaker saying something else.</param>
    /// <param name="sampleRateHz">8000 to 48000 Hz.</param>
    /// <returns>Shape [n], mono, peak at .89.</returns>
    public static float[] Render(double seconds, int seed, int sampleRateHz)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(seconds, 0);
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleRateHz, 8000);
        var dice = new Dice((ulong)(uint)seed + 5_000_000_000);
        var samples = new float[(int)(seconds * sampleRateHz)];
        var (voiceHz, turns) = (dice.Between(95, 215), 0f);
        var formants = new Resonator[3];
        var (from, at) = (dice.Pick(Vowels), 0);
        while (at < samples.Length)
        {
            if (dice.Chance(0.22f)) at += (int)(dice.Between(0.08f, 0.35f) * sampleRateHz);
            var syllable = samples.AsSpan(Math.Min(at, samples.Length), Math.Clamp((int)(dice.Between(0.11f, 0.26f) * sampleRateHz), 0, Math.Max(0, samples.Length - at)));
            var to = dice.Pick(Vowels);
            var (hiss, startHz, endHz) = (dice.Chance(0.35f), voiceHz * dice.Between(0.85f, 1.25f), voiceHz * dice.Between(0.75f, 1.1f));
            for (var i = 0; i < syllable.Length; i++)
            {
                var part = (float)i / syllable.Length;
                if (i % 32 == 0) Tune(formants, from, to, MathF.Min(1, part * 2), sampleRateHz);
                turns += (startHz + (endHz - startHz) * part) / sampleRateHz;
                turns -= MathF.Floor(turns);
                var noise = dice.Next() - 0.5f;
                var source = hiss && part < 0.3f ? noise : (turns < 0.4f ? MathF.Sin(turns * 2.5f * MathF.PI) : 0) - 0.25f + 0.05f * noise;
                var envelope = MathF.Min(1, MathF.Min(part * 8, (1 - part) * 5));
                syllable[i] = envelope * (formants[0].Step(source) + 0.5f * formants[1].Step(source) + 0.25f * formants[2].Step(source));
            }
            (from, at) = (to, at + Math.Max(1, syllable.Length));
        }
        Room.Finish(samples, 1);
        return samples;
    }

    private static void Tune(Resonator[] formants, (float A, float B, float C) from, (float A, float B, float C) to, float part, int rate)
    {
        formants[0].Tune(from.A + (to.A - from.A) * part, 90, rate);
        formants[1].Tune(from.B + (to.B - from.B) * part, 110, rate);
        formants[2].Tune(from.C + (to.C - from.C) * part, 150, rate);
    }

    /// <summary>A two-pole filter that rings at one frequency.</summary>
    private struct Resonator
    {
        private float gain, first, second, before, beforeThat;

        public void Tune(float hz, float bandwidthHz, int rate)
        {
            var radius = MathF.Exp(-MathF.PI * bandwidthHz / rate);
            (first, second) = (2 * radius * MathF.Cos(MathF.Tau * hz / rate), -radius * radius);
            gain = 1 - first - second;
        }

        public float Step(float input)
        {
            var output = gain * input + first * before + second * beforeThat;
            (beforeThat, before) = (before, output);
            return output;
        }
    }
}
