using System.Globalization;
using Marketplace.Audio.Decoding;
using Marketplace.Audio.Matching;
using Marketplace.Audio.Profiles;
using Marketplace.Audio.Tracking;

namespace Marketplace.Cli.Commands;

/// <summary><c>audio monitor</c>: one line a play, as soon as it is over: track, start, end, score, speed, position in the recording at the start, log-likelihood. A URL is heard until it ends or Ctrl-C.</summary>
internal static class AudioMonitor
{
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
            try
            {
                await foreach (var piece in AudioReader.Mono(arguments[0], FingerprintProfile.Standard.SampleRateHz, DecodeLimits.Day, ct))
                    await Tell(monitor.Push(piece.Span), output);
            }
            catch (DecodeException e)
            {
                // What was heard before the damage is still told.
                await Tell(monitor.Finish(), output);
                throw new CommandException($"{arguments[0]}: {e.Message} ({e.Code})");
            }
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
