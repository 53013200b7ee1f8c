using Marketplace.Audio.Landmarks;
using Marketplace.Audio.Matching;

namespace Marketplace.Audio.Tracking;

/// <summary>A line proposed by a search.</summary>
/// <param name="TrackId">The recording.</param>
/// <param name="ReferenceFrom">Frame of the recording at the first frame that fits.</param>
/// <param name="Tempo">Frames of the recording in one frame of the stream.</param>
/// <param name="Pitch">Heard frequency over that of the recording.</param>
internal readonly record struct Proposal(string TrackId, double ReferenceFrom, double Tempo, double Pitch);

/// <summary>Decides when and how widely to search, and searches the last seconds of a stream.</summary>
internal sealed class Scout(LandmarkIndex index, PeakHistory history)
{
    /// <summary>Length of what is searched at once, seconds.</summary>
    public const int WindowSeconds = 10;
    private const int CheckEvery = 5, MostProposals = 6;
    /// <summary>So long a search comes every four and the whole one every eight seconds, then every eight and sixteen: what nobody knew for a minute is mostly unknown.</summary>
    private const int PatientRounds = 14;
    private const float LeastZ = 5f;
    private const double Healthy = 0.5;
    private readonly List<(Proposal, double From, double To)> found = [];
    private readonly List<Alignment> proposed = [];
    private Peak[] window = new Peak[1024];
    private int round, unexplained;

    /// <summary>Looks at the last ten seconds, if there is a reason to.</summary>
    /// <param name="health">How well the open trails explain the last seconds, 1 is fully.</param>
    /// <param name="speed">Speed at which the station was last heard.</param>
    /// <returns>Lines with the frames of the stream between which they fit; valid until the next call.</returns>
    public IReadOnlyList<(Proposal Line, double From, double To)> Look(double health, double? speed)
    {
        found.Clear();
        round++;
        unexplained = health < Healthy ? unexplained + 1 : 0;
        // What is explained is only looked at now and then: a second recording may have begun over the first.
        if (unexplained == 0 && round % CheckEvery != 0) return found;
        var isPatient = unexplained > PatientRounds;
        if (isPatient && unexplained % 2 != 0) return found;
        var wide = unexplained > 0 && unexplained % (isPatient ? 4 : 2) == 0;

        var start = Math.Max(history.Origin, history.End - (long)(WindowSeconds * index.Profile.FramesPerSecond));
        var count = Copy(start);
        if (count < 8) return found;
        var heard = window.AsSpan(0, count);
        var options = QueryOptions.Standard with { SearchSpeeds = wide, ExpectedSpeed = speed };
        index.Propose(heard, options, LeastZ, proposed);
        foreach (var a in proposed)
        {
            var (from, to) = (heard[a.FirstPeak].Frame, heard[a.LastPeak].Frame);
            found.Add((new(a.Track.Id, from * a.Line.Tempo + a.Line.Offset, a.Line.Tempo, a.Line.Pitch), start + from, start + to));
            if (found.Count == MostProposals) break;
        }
        return found;
    }

    private int Copy(long start)
    {
        var first = history.Find(start);
        var kept = history.Peaks;
        var count = kept.Length - first;
        if (window.Length < count) window = new Peak[count * 2];
        var shift = start - history.Origin;
        for (var i = 0; i < count; i++) window[i] = kept[first + i] with { Frame = kept[first + i].Frame - shift };
        return count;
    }
}
