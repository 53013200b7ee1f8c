using System.Runtime.InteropServices;
using Marketplace.Audio.Landmarks;
using Marketplace.Audio.Profiles;

namespace Marketplace.Audio.Matching;

/// <summary>Workspace of one search: votes, then verification. One object serves one thread at a time.</summary>
internal sealed class Searcher(FingerprintProfile profile)
{
    // z of one half: above the best false alignment that unknown material reached, see README.md.
    private const float AcceptedZ = 9.5f;
    private const int BestPerHypothesis = 16, MostVerified = 16;
    private const int VoteBinShift = 3, LeastVotes = 4, MostLookedAt = 80, MostBucketPostings = 4000;
    private const int MostSearchedPeaks = 8192;
    private const int LeastPeaks = 8;
    private const double SureScore = 0.8;
    private readonly VoteTable votes = new();
    private readonly List<Landmark> pairs = [];
    private readonly List<Peak> strongest = [];
    private readonly Verifier verifier = new();
    private readonly List<Candidate> candidates = [];
    private readonly List<Prospect> prospects = [];

    /// <summary>0…1, one half at the accepted z, .9 at three times of it.</summary>
    public static double Score(float z) => z <= 0 ? 0 : (double)z * z / ((double)z * z + AcceptedZ * AcceptedZ);

    /// <summary>All recordings heard in these peaks, the surest first, whatever their score.</summary>
    public List<Match> Search(
        IReadOnlyList<IndexSegment> segments, IReadOnlySet<ReferenceTrack> removed, ReadOnlySpan<Peak> heard, QueryOptions options)
    {
        var found = new List<Alignment>();
        if (!Hear(ref heard)) return [];
        Verify(segments, removed, Firsts(options), found);
        var matches = Choose(heard, found, options);
        if (options.SearchSpeeds && !ExplainsMost(matches, heard))
        {
            Verify(segments, removed, Hypothesis.Changed, found);
            matches = Choose(heard, found, options);
        }
        return matches;
    }

    /// <summary>All verified alignments of at least this z, the greatest first, whether they overlap or not.</summary>
    public List<Alignment> Propose(
        IReadOnlyList<IndexSegment> segments, IReadOnlySet<ReferenceTrack> removed, ReadOnlySpan<Peak> heard, QueryOptions options, float leastZ)
    {
        var found = new List<Alignment>();
        if (!Hear(ref heard)) return found;
        Verify(segments, removed, Firsts(options), found);
        if (options.SearchSpeeds && !found.Exists(a => Score(a.Z) >= SureScore)) Verify(segments, removed, Hypothesis.Changed, found);
        found.RemoveAll(a => a.Z < leastZ);
        found.Sort((a, b) => b.Z.CompareTo(a.Z));
        return found;
    }

    // Takes up what is looked at; false when that is too little for any answer.
    private bool Hear(ref ReadOnlySpan<Peak> heard)
    {
        if (heard.Length > MostSearchedPeaks) heard = heard[..MostSearchedPeaks];
        if (heard.Length < LeastPeaks) return false;
        verifier.Hear(heard);
        PeakPicker.Strongest(heard, profile.FramesPerSecond, profile.HashedPeaksPerSecond, strongest);
        return true;
    }

    private static List<Hypothesis> Firsts(QueryOptions options) =>
        options.ExpectedSpeed is { } speed && Math.Abs(speed - 1) > 0.004 ? [Hypothesis.None, new((float)speed, (float)speed)] : [Hypothesis.None];

    private void Verify(IReadOnlyList<IndexSegment> segments, IReadOnlySet<ReferenceTrack> removed,
        IReadOnlyList<Hypothesis> hypotheses, List<Alignment> found)
    {
        candidates.Clear();
        foreach (var hypothesis in hypotheses)
        {
            LandmarkHasher.Pair(CollectionsMarshal.AsSpan(strongest), profile, profile.QueryFanOut, hypothesis.Tempo, hypothesis.Pitch, pairs);
            foreach (var segment in segments) Vote(segment, removed, hypothesis, (uint)strongest[^1].Frame + 1);
        }
        prospects.Clear();
        candidates.Sort((a, b) => b.Votes.CompareTo(a.Votes));
        for (var i = 0; i < Math.Min(MostLookedAt, candidates.Count); i++) prospects.Add(verifier.Look(candidates[i]));
        prospects.Sort((a, b) => b.Z.CompareTo(a.Z));
        var verified = new List<Candidate>();
        foreach (var prospect in prospects)
        {
            if (verified.Count == MostVerified) break;
            if (verified.Exists(v => IsNear(v, prospect.Candidate))) continue;
            verified.Add(prospect.Candidate);
            if (verifier.Verify(prospect.Candidate) is { } alignment) found.Add(alignment);
        }
    }

    private void Vote(IndexSegment segment, IReadOnlySet<ReferenceTrack> removed, Hypothesis hypothesis, uint heardFrames)
    {
        // Added so that no alignment is negative.
        var bias = (uint)(heardFrames * hypothesis.Tempo) + (2u << VoteBinShift);
        ReadOnlySpan<byte> rests = segment.Rests;
        ReadOnlySpan<uint> frames = segment.Frames;
        foreach (var pair in pairs)
        {
            var (from, to) = segment.Bucket(pair.Key);
            if (to - from > MostBucketPostings) continue;
            var rest = segment.RestOf(pair.Key);
            var shift = bias - (uint)(pair.Frame * hypothesis.Tempo);
            for (var p = from; p < to; p++)
                if (rests[p] == rest) votes.Add((frames[p] + shift) >> VoteBinShift, frames[p]);
        }
        Span<(int Votes, uint Bin, uint Frame)> best = stackalloc (int, uint, uint)[BestPerHypothesis];
        var count = votes.Best(best, LeastVotes);
        votes.Clear();
        foreach (var (n, bin, frame) in best[..count])
        {
            var (track, start) = segment.At(frame);
            if (removed.Contains(track)) continue;
            var offset = (float)(((long)(bin + 1) << VoteBinShift) - bias - start);
            candidates.Add(new(track, new(hypothesis.Tempo, hypothesis.Pitch, offset), hypothesis.IsSpeed, n));
        }
    }

    // Neighbouring hypotheses see the same alignment; verification would refine both to one.
    private static bool IsNear(Candidate a, Candidate b) =>
        ReferenceEquals(a.Track, b.Track) && MathF.Abs(a.Line.Offset - b.Line.Offset) <= 8
        && MathF.Abs(a.Line.Tempo - b.Line.Tempo) < 0.004f && MathF.Abs(a.Line.Pitch - b.Line.Pitch) < 0.004f;

    private List<Match> Choose(ReadOnlySpan<Peak> heard, List<Alignment> found, QueryOptions options)
    {
        // A loop fits at each of its repeats: of one recording the place with most evidence comes first, then the surest recording.
        var surest = new Dictionary<ReferenceTrack, float>();
        foreach (var a in found) surest[a.Track] = Math.Max(a.Z, surest.GetValueOrDefault(a.Track));
        found.Sort((a, b) => ReferenceEquals(a.Track, b.Track) ? b.Excess.CompareTo(a.Excess) : surest[b.Track].CompareTo(surest[a.Track]));
        var matches = new List<Match>();
        var covered = new List<(float From, float To)>();
        foreach (var alignment in found)
        {
            var (from, to) = (heard[alignment.FirstPeak].Frame, heard[alignment.LastPeak].Frame);
            if ((to - from) / profile.FramesPerSecond < options.LeastSeconds || Score(alignment.Z) < options.LeastScore) continue;
            var rival = Overlapped(matches, from, to, out var known);
            if (rival >= 0)
            {
                // What is left beside the surer recordings must stand by itself, or it is only their rival.
                if (Score(verifier.ZOutside(alignment, covered)) < options.LeastScore || known == alignment.Track.Id)
                {
                    if (known != alignment.Track.Id) matches[rival] = WithRival(matches[rival], Score(alignment.Z));
                    continue;
                }
            }
            if (matches.Count == options.MostMatches) break;
            matches.Add(ToMatch(alignment, from, to));
            covered.Add((from, to));
        }
        return matches;
    }

    private int Overlapped(List<Match> matches, float from, float to, out string? known)
    {
        var (start, end) = (Seconds(from), Seconds(to));
        var index = matches.FindIndex(m => Math.Min(m.EndSeconds, end) - Math.Max(m.StartSeconds, start) > 0.2);
        known = index < 0 ? null : matches[index].TrackId;
        return index;
    }

    private static Match WithRival(Match match, double score) =>
        score > match.RunnerUpScore ? match with { RunnerUpScore = score } : match;

    private Match ToMatch(Alignment alignment, float from, float to)
    {
        var line = alignment.Line;
        // A frame is heard at its middle, half a window after its first sample, on both sides.
        var reference = (from * line.Tempo + line.Offset) / profile.FramesPerSecond + HalfWindowSeconds;
        return new(alignment.Track.Id, Seconds(from), Seconds(to), reference, line.Tempo,
            Score(alignment.Z), 0, (int)alignment.Hits) { Pitch = line.Pitch };
    }

    private double HalfWindowSeconds => profile.WindowSamples / 2.0 / profile.SampleRateHz;

    private double Seconds(float frame) => frame / profile.FramesPerSecond + HalfWindowSeconds;

    private bool ExplainsMost(List<Match> matches, ReadOnlySpan<Peak> heard)
    {
        var sure = matches.Where(m => m.Score >= SureScore).Sum(m => m.EndSeconds - m.StartSeconds);
        return sure >= 0.7 * (heard[^1].Frame - heard[0].Frame) / profile.FramesPerSecond;
    }
}
