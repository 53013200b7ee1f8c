using Marketplace.Audio.Landmarks;
using Marketplace.Audio.Profiles;

namespace Marketplace.Audio.Matching;

/// <summary>Decides which verified alignments are answers, and which are only rivals of a surer one. One object serves one thread.</summary>
internal sealed class MatchChoice
{
    /// <summary>Score from which nothing else is looked for.</summary>
    public const double SureScore = 0.8;
    private readonly FingerprintProfile profile;
    private readonly Dictionary<ReferenceTrack, float> surest = [];
    private readonly List<(float From, float To)> covered = [];
    private readonly List<Match> matches = [];
    private readonly Comparison<Alignment> surestFirst;
    private double catalogueHours;

    public MatchChoice(FingerprintProfile profile)
    {
        this.profile = profile;
        // A loop fits at each of its repeats: of one recording the place with most evidence comes first, then the surest recording.
        surestFirst = (a, b) => ReferenceEquals(a.Track, b.Track) ? b.Excess.CompareTo(a.Excess) : surest[b.Track].CompareTo(surest[a.Track]);
    }

    /// <summary>The answers of the last choice, the surest first; valid until the next.</summary>
    public IReadOnlyList<Match> Matches => matches;

    /// <summary>Chooses among alignments, which are sorted.</summary>
    public void Choose(ReadOnlySpan<Peak> heard, List<Alignment> found, QueryOptions options, Verifier verifier, double hours)
    {
        catalogueHours = hours;
        surest.Clear();
        matches.Clear();
        covered.Clear();
        foreach (var a in found) surest[a.Track] = Math.Max(a.Z, surest.GetValueOrDefault(a.Track));
        found.Sort(surestFirst);
        foreach (var alignment in found)
        {
            var (from, to) = (heard[alignment.FirstPeak].Frame, heard[alignment.LastPeak].Frame);
            var rivalZ = RivalOf(alignment.Track);
            var score = ScoreHere(alignment.Z, rivalZ);
            if ((to - from) / profile.FramesPerSecond < options.LeastSeconds || score < options.LeastScore) continue;
            var rival = Overlapped(from, to, out var known);
            if (rival >= 0)
            {
                // What is left beside the surer recordings must stand by itself, or it is only their rival.
                if (ScoreHere(verifier.ZOutside(alignment, covered), rivalZ) < options.LeastScore || known == alignment.Track.Id)
                {
                    if (known != alignment.Track.Id) matches[rival] = WithRival(matches[rival], score);
                    continue;
                }
            }
            if (matches.Count == options.MostMatches) break;
            matches.Add(ToMatch(alignment, score, from, to));
            covered.Add((from, to));
        }
    }

    /// <summary>Whether sure answers cover most of what was heard.</summary>
    public bool ExplainsMost(ReadOnlySpan<Peak> heard)
    {
        var sure = 0.0;
        foreach (var match in matches)
            if (match.Score >= SureScore) sure += match.EndSeconds - match.StartSeconds;
        return sure >= 0.7 * (heard[^1].Frame - heard[0].Frame) / profile.FramesPerSecond;
    }

    private double ScoreHere(float z, float rivalZ) => OpenSet.Score(z, OpenSet.AcceptedZ(catalogueHours, rivalZ));

    private float RivalOf(ReferenceTrack track)
    {
        var best = 0f;
        foreach (var (other, z) in surest)
            if (!ReferenceEquals(other, track)) best = Math.Max(best, z);
        return best;
    }

    private int Overlapped(float from, float to, out string? known)
    {
        var (start, end) = (Seconds(from), Seconds(to));
        known = null;
        for (var i = 0; i < matches.Count; i++)
        {
            if (Math.Min(matches[i].EndSeconds, end) - Math.Max(matches[i].StartSeconds, start) <= 0.2) continue;
            known = matches[i].TrackId;
            return i;
        }
        return -1;
    }

    private static Match WithRival(Match match, double score) =>
        score > match.RunnerUpScore ? match with { RunnerUpScore = score } : match;

    private Match ToMatch(Alignment alignment, double score, float from, float to)
    {
        var line = alignment.Line;
        // A frame is heard at its middle, half a window after its first sample, on both sides.
        var reference = (from * line.Tempo + line.Offset) / profile.FramesPerSecond + HalfWindowSeconds;
        return new(alignment.Track.Id, Seconds(from), Seconds(to), reference, line.Tempo,
            score, 0, (int)alignment.Hits)
        { Pitch = line.Pitch };
    }

    private double HalfWindowSeconds => profile.WindowSamples / 2.0 / profile.SampleRateHz;

    private double Seconds(float frame) => frame / profile.FramesPerSecond + HalfWindowSeconds;
}
