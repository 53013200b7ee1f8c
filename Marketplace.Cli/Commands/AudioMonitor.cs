using System.Globalization;
using Marketplace.Audio.Decoding;
using Marketplace.Audio.Matching;
using Marketplace.Audio.Profiles;
using Marketplace.Audio.Tracking;

namespace Marketplace.Cli.Commands;

/// <summary><c>audio monitor</c>: one line a play, as soon as it is over: track, start, end, score, speed, position in the recording at the start, log-likelihood. A URL is heard until it ends or Ctrl-C.</summary>
internal static class AudioMonitor
{
    private const int BlockSamples = 1 << 16;

    public static async Task<int> Run(IReadOnlyList<string> arguments, TextWriter output, CancellationToken ct)
    {
        var monitor = new StreamMonitor(LandmarkIndex.Load(arguments[1]));
        if (arguments[0].StartsWith("http://", StringComparison.Ordinal) || arguments[0].StartsWith("https://", StringComparison.Ordinal))
        {
            var request = new StreamRequest(arguments[0], FingerprintProfile.Standard.SampleRateHz, MaxSeconds: null,
                TimeSpan.FromSeconds(20), "Marketplace-Monitor/1.0");
            try
            {
                await foreach (var block in AudioStream.Open(request, ct)) await Tell(monitor.Push(block.Samples.Span), output);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                // Ctrl-C is how a live stream ends: what is playing is told below.
            }
        }
        else
        {
            var samples = await AudioIndex.Decode(arguments[0], FingerprintProfile.Standard, ct);
            for (var at = 0; at < samples.Length; at += BlockSamples)
                await Tell(monitor.Push(samples.AsSpan(at, Math.Min(BlockSamples, samples.Length - at))), output);
        }
        await Tell(monitor.Finish(), output);
        return 0;
    }

    private static async Task Tell(IReadOnlyList<Play> plays, TextWriter output)
    {
        foreach (var play in plays)
        {
            var line = string.Create(CultureInfo.InvariantCulture,
                $"{play.TrackId}\t{play.StartSeconds:0.00}\t{play.EndSeconds:0.00}\t{play.Score:0.000}\t{play.Speed:0.0000}\t{play.ReferenceOffsetSeconds:0.00}\t{play.Gain:0}");
            // Too close to call is no play before a person has decided: it is told, but not in the list.
            if (play.RivalTrackId is { } rival) await Console.Error.WriteLineAsync($"ambiguous with {rival}: {line}");
            else await output.WriteLineAsync(line);
        }
        await output.FlushAsync();
    }
}
