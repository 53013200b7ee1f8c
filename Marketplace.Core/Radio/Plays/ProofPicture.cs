using Marketplace.Audio.Decoding;
using Marketplace.Audio.Evidence;
using Marketplace.Audio.Profiles;
using Marketplace.Core.Kernel;
using Marketplace.Core.Media;

namespace Marketplace.Core.Radio.Plays;

/// <summary>Draws the proof of one detection: both sounds with the peaks that they share.</summary>
public sealed class ProofPicture(PlayProof proof, IBlobStore blobs)
{
    /// <summary>The recording is looked at this much before and after the clip, seconds.</summary>
    private const double Around = 4;

    /// <summary>A PNG, or play.unknown: for strangers, for numbers that are not there, and after the clip is gone.</summary>
    public async Task<Result<byte[]>> Of(PlayId id, int number, Actor actor, CancellationToken ct)
    {
        if ((await proof.Clip(id, number, actor, ct)).Fails(out var key, out var error)) return error;
        if ((await proof.Reference(id, number, actor, ct)).Fails(out var place, out error)) return error;
        if (await blobs.LocalPath(key, ct) is not { } clip) return PlayErrors.Unknown;
        var profile = FingerprintProfile.Standard;
        var heard = await AudioFile.DecodeMono(clip, profile.SampleRateHz, DecodeLimits.Standard, ct);
        var recording = await AudioFile.DecodeMono(place.Path, profile.SampleRateHz, DecodeLimits.Standard, ct);
        var from = (int)(Math.Max(0, place.FromSeconds - Around) * profile.SampleRateHz);
        var length = heard.Length + (int)(2 * Around * profile.SampleRateHz);
        if (from >= recording.Length || heard.Length < profile.WindowSamples) return PlayErrors.Unknown;
        return await Task.Run(() => EvidencePicture.Png(heard, recording.AsSpan(from, Math.Min(length, recording.Length - from)), profile), ct);
    }
}
