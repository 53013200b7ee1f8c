namespace Marketplace.Audio.Synthesis;

/// <summary>Plays single notes into a buffer.</summary>
internal static class Instruments
{
    private const int TableSize = 4096;
    private static readonly float[] Sines = [.. Enumerable.Range(0, TableSize + 1).Select(i => (float)Math.Sin(2 * Math.PI * i / TableSize))];

    public static void Play(Note note, Span<float> mix, int rate, Dice dice)
    {
        var start = (int)(note.AtSeconds * rate);
        if (start < 0 || start >= mix.Length) return;
        var ring = note.Voice switch { Voice.Pluck => 0.5f, Voice.Bell => 0.7f, Voice.Pad => 0.4f, Voice.Kick => 0.25f, Voice.Snare => 0.2f, _ => 0.06f };
        var target = mix[start..Math.Min(mix.Length, start + (int)((note.Seconds + ring) * rate))];
        var held = Math.Min(target.Length, (int)(note.Seconds * rate));
        switch (note.Voice)
        {
            case Voice.Pluck: Pluck(note, target, rate, dice); break;
            case Voice.Bell: Bell(note, target, rate); break;
            case Voice.Pad: Harmonics(note, target, held, rate, [1, 0.5f, 0.33f, 0.12f, 0.1f], 0.18f); break;
            case Voice.Reed: Harmonics(note, target, held, rate, [1, 0.05f, 0.45f, 0.05f, 0.25f, 0.02f, 0.12f], 0.02f); break;
            case Voice.Bass: Harmonics(note, target, held, rate, [1, 0.6f, 0.3f, 0.2f, 0.12f, 0.08f], 0.008f); break;
            case Voice.Kick: Kick(note, target, rate); break;
            case Voice.Snare: Rattle(note, target, rate, dice, decay: 16, tone: 190, bright: 0.4f); break;
            case Voice.Hat: Rattle(note, target, rate, dice, decay: 55, tone: 0, bright: 0.95f); break;
            default: throw new ArgumentOutOfRangeException(nameof(note));
        }
    }

    private static float Sine(float turns)
    {
        var at = (turns - MathF.Floor(turns)) * TableSize;
        var i = (int)at;
        return Sines[i] + (Sines[i + 1] - Sines[i]) * (at - i);
    }

    private static void Pluck(Note note, Span<float> target, int rate, Dice dice)
    {
        // A delay line of noise that loses its edge each round; the fraction keeps the string in tune.
        var period = rate / note.Hz - 0.5f;
        var line = new float[(int)period + 2];
        for (var i = 0; i < line.Length; i++) line[i] = dice.Next() * 2 - 1;
        var (fraction, length, last, at) = (period - (int)period, (int)period, 0f, 0);
        var loss = MathF.Pow(0.001f, 1 / (note.Hz * 2.2f));
        for (var i = 0; i < target.Length; i++)
        {
            var next = at + 1 < length + 1 ? at + 1 : 0;
            var value = line[at] * (1 - fraction) + line[next] * fraction;
            target[i] += value * note.Level * 0.8f * MathF.Min(1, (target.Length - i) / 400f);
            line[at] = (value + last) * 0.5f * loss;
            (last, at) = (value, next);
        }
    }

    private static void Bell(Note note, Span<float> target, int rate)
    {
        var (step, level) = (note.Hz / rate, note.Level);
        var decay = MathF.Exp(-3.2f / (note.Seconds + 0.7f) / rate);
        var (bite, biteDecay) = (1.4f, MathF.Exp(-5f / rate));
        for (var i = 0; i < target.Length; i++, level *= decay, bite *= biteDecay)
            target[i] += level * MathF.Min(1, i / 60f) * MathF.Min(1, (target.Length - i) / 400f)
                * Sine(i * step + bite / MathF.Tau * Sine(i * step * 3.01f));
    }

    private static void Harmonics(Note note, Span<float> target, int held, int rate, ReadOnlySpan<float> levels, float attackSeconds)
    {
        var (attack, release) = (attackSeconds * rate, Math.Max(1f, target.Length - held));
        var sum = 0f;
        foreach (var level in levels) sum += level;
        for (var h = 0; h < levels.Length; h++)
        {
            var step = note.Hz * (h + 1) / rate;
            if (step > 0.45f) break;
            var level = note.Level * levels[h] / sum;
            for (var i = 0; i < target.Length; i++)
            {
                var envelope = MathF.Min(1, i / attack) * (i < held ? 1 : (target.Length - i) / release);
                target[i] += level * envelope * Sine(i * step);
            }
        }
    }

    private static void Kick(Note note, Span<float> target, int rate)
    {
        var turns = 0f;
        for (var i = 0; i < target.Length; i++)
        {
            var t = (float)i / rate;
            turns += (48 + 110 * MathF.Exp(-t * 35)) / rate;
            target[i] += note.Level * MathF.Exp(-t * 11) * Sine(turns);
        }
    }

    private static void Rattle(Note note, Span<float> target, int rate, Dice dice, float decay, float tone, float bright)
    {
        var low = 0f;
        for (var i = 0; i < target.Length; i++)
        {
            var t = (float)i / rate;
            var noise = dice.Next() * 2 - 1;
            low += 0.35f * (noise - low);
            target[i] += note.Level * MathF.Exp(-t * decay)
                * (noise * (1 - bright) + (noise - low) * bright + (tone > 0 ? 0.6f * Sine(t * tone) : 0));
        }
    }
}
