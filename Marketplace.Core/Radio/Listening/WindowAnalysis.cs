using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Marketplace.Audio.Analysis;
using Marketplace.Audio.Decoding;
using Marketplace.Audio.Matching;
using Marketplace.Core.Media;
using Marketplace.Core.Radio.Sampling;
using Marketplace.Core.Radio.Stations;
using Marketplace.Core.Radio.Streams;
using Marketplace.Core.Radio.UnknownMusic;

namespace Marketplace.Core.Radio.Listening;

/// <summary>What one window holds.</summary>
/// <param name="Loudness">Level, silence, test tone.</param>
/// <param name="Content">What it mostly holds.</param>
/// <param name="Matches">Recordings heard in it.</param>
/// <param name="AudioHash">SHA-256 of the samples, hexadecimal.</param>
/// <param name="EvidenceKey">Where its clip is kept; null when nothing was recognised.</param>
public sealed record WindowFindings(
    Loudness Loudness, WindowContent Content, IReadOnlyList<Match> Matches, string AudioHash, string? EvidenceKey)
{
    /// <summary>Print of music that no recording is like, and its clip if something like it was heard before.</summary>
    public (byte[] Print, string? ClipKey)? Unknown { get; init; }
}

/// <summary>Searches a window in the library and keeps a clip of it when something was recognised.</summary>
public sealed class WindowAnalysis(RecordingIndex index, UnknownIndex unknown, ListeningGates gates, IBlobStore blobs)
{
    /// <summary>Longest clip that is kept as evidence, seconds.</summary>
    public const int EvidenceSeconds = 15;

    private const int LeastUnknownSeconds = 8;

    /// <summary>Rate of the samples it expects, Hz.</summary>
    public int SampleRateHz => index.SampleRateHz;

    /// <summary>Profile of the matcher.</summary>
    public string MatcherVersion => index.ProfileId;

    /// <summary>Looks into one window.</summary>
    public Task<WindowFindings> Of(LiveSound sound, CancellationToken ct) => Of(sound, samples => index.Query(samples), ct);

    /// <summary>Looks into a window whose recordings are known already, because the station is followed without a pause.</summary>
    public Task<WindowFindings> Of(LiveSound sound, IReadOnlyList<Match> known, CancellationToken ct) => Of(sound, _ => known, ct);

    /// <summary>Follows a station's next sound; searching shares the cores with the windows of other stations.</summary>
    public async Task<IReadOnlyList<TrackedWindow>> Follow(StationTracker tracker, StreamUrl url, LiveSound sound, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(tracker);
        await gates.Analyses.WaitAsync(ct);
        try
        {
            return await Task.Run(() => tracker.Hear(url, sound, ct), ct);
        }
        finally
        {
            gates.Analyses.Release();
        }
    }

    private async Task<WindowFindings> Of(LiveSound sound, Func<float[], IReadOnlyList<Match>> search, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(sound);
        await index.Load(ct);
        if (unknown.IsOn) await unknown.Freshen(ct);
        await gates.Analyses.WaitAsync(ct);
        try
        {
            var samples = sound.Samples;
            var (loudness, kind, matches) = await Task.Run(() => Look(samples, search), ct);
            var hash = Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(samples.AsSpan())));
            return new WindowFindings(loudness, Content(kind, matches), matches, hash,
                matches.Count == 0 ? null : await Keep(samples, ct))
            {
                Unknown = unknown.IsOn && kind == SoundKind.Music && matches.Count == 0 && samples.Length >= LeastUnknownSeconds * SampleRateHz
                    ? await Remember(samples, ct) : null,
            };
        }
        finally
        {
            gates.Analyses.Release();
        }
    }

    private static (Loudness, SoundKind, IReadOnlyList<Match>) Look(float[] samples, Func<float[], IReadOnlyList<Match>> search)
    {
        var loudness = Loudness.Measure(samples);
        if (loudness.IsSilent || loudness.IsConstantTone) return (loudness, SoundKind.Silence, []);
        var matches = search(samples);
        return (loudness, matches.Count > 0 ? SoundKind.Music : SoundClassifier.Guess(samples), matches);
    }

    private static WindowContent Content(SoundKind kind, IReadOnlyList<Match> matches) => kind switch
    {
        SoundKind.Silence => WindowContent.Silence,
        SoundKind.Speech => WindowContent.Speech,
        _ => matches.Count > 0 ? WindowContent.IdentifiedMusic : WindowContent.UnidentifiedMusic,
    };

    // Only what was heard before is worth a clip: most unknown music never comes back.
    private async Task<(byte[], string?)> Remember(float[] samples, CancellationToken ct)
    {
        var (print, isKnown) = await Task.Run(() =>
        {
            var made = unknown.Print(samples.AsSpan(0, Math.Min(samples.Length, EvidenceSeconds * SampleRateHz)));
            return (made, unknown.Query(made).Count > 0);
        }, ct);
        return (print.ToBytes(), isKnown ? await Keep(samples, ct) : null);
    }

    private async Task<string> Keep(float[] samples, CancellationToken ct)
    {
        var clip = samples.AsMemory(0, Math.Min(samples.Length, EvidenceSeconds * SampleRateHz));
        using var bytes = new MemoryStream(await AudioEncoder.Encode(clip, SampleRateHz, AudioEncoding.Mp3, ct));
        return await blobs.Put(bytes, ct);
    }
}
