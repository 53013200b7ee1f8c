using System.Runtime.InteropServices;
using Marketplace.Audio.Landmarks;
using Marketplace.Audio.Profiles;

namespace Marketplace.Audio.Matching;

/// <summary>Workspace of one search: votes, then verification. One object serves one thread at a time.</summary>
internal sealed class Searcher(FingerprintProfile profile)
{
    private const float Unchanged = 0.004f;
    private const int MostVerified = 16;
    private const int VoteBinShift = 3, LeastVotes = 4;
    private const int MostSearchedPeaks = 8192;
    private const int LeastPeaks = 8;
    private const double SureScore = 0.8;
    private readonly VoteGrid grid = new();
    private readonly VoteTable votes = new();
    private readonly Lookup lookup = new(profile);
    private readonly List<Peak> strongest = [];
    private readonly Verifier verifier = new();
    private readonly List<Candidate> candidates = [];
    private readonly List<Prospect> prospects = [];
    private readonly List<Candidate> verified = [];
    private readonly Effort quick = new(profile.HashedPeaksPerSecond, profile.QueryFanOut, 16, 80, 16);
    private readonly Effort thorough = new(profile.QueryPeaksPerSecond, 2 * profile.QueryFanOut, 128, 200, 256);
    private Peak[] heardPeaks = [];
    private double catalogueHours;

    /// <summary>0…1 for a Z, in a catalogue of the size that was measured.</summary>
    public static double Score(float z) => OpenSet.Score(z, OpenSet.AcceptedZ(OpenSet.MeasuredHours, float.MaxValue));

    /// <summary>All recordings heard in these peaks, the surest first, whatever their score.</summary>
    public List<Match> Search(
        IReadOnlyList<IndexSegment> segments, IReadOnlySet<ReferenceTrack> removed, ReadOnlySpan<Peak> heard, QueryOptions options)
    {
        var found = new List<Alignment>();
        if (!Hear(ref heard, segments)) return [];
        Verify(segments, removed, Firsts(options), quick, found);
        var matches = Choose(heard, found, options);
        if (options.SearchSpeeds && !ExplainsMost(matches, heard))
        {
            // Under noise or speech first: more peaks, more pairs, more places; then changed sound.
            Verify(segments, removed, Firsts(options), thorough, found);
            Verify(segments, removed, Hypothesis.Changed, quick, found);
            matches = Choose(heard, found, options);
        }
        return matches;
    }

    /// <summary>All verified alignments of at least this z, the greatest first, whether they overlap or not.</summary>
    public List<Alignment> Propose(
        IReadOnlyList<IndexSegment> segments, IReadOnlySet<ReferenceTrack> removed, ReadOnlySpan<Peak> heard, QueryOptions options, float leastZ)
    {
        var found = new List<Alignment>();
        if (!Hear(ref heard, segments)) return found;
        Verify(segments, removed, Firsts(options), quick, found);
        if (options.SearchSpeeds && !found.Exists(a => ScoreHere(a.Z) >= SureScore))
        {
            Verify(segments, removed, Firsts(options), thorough, found);
            Verify(segments, removed, Hypothesis.Changed, quick, found);
        }
        found.RemoveAll(a => a.Z < leastZ);
        found.Sort((a, b) => b.Z.CompareTo(a.Z));
        return found;
    }

    // Takes up what is looked at; false when that is too little for any answer.
    private bool Hear(ref ReadOnlySpan<Peak> heard, IReadOnlyList<IndexSegment> segments)
    {
        if (heard.Length > MostSearchedPeaks) heard = heard[..MostSearchedPeaks];
        if (heard.Length < LeastPeaks) return false;
        verifier.Hear(heard);
        heardPeaks = heard.ToArray();
        var frames = 0L;
        foreach (var segment in segments) frames += segment.Length;
        catalogueHours = frames / profile.FramesPerSecond / 3600;
        return true;
    }

    private double ScoreHere(float z, float rivalZ = float.MaxValue) => OpenSet.Score(z, OpenSet.AcceptedZ(catalogueHours, rivalZ));

    private static float RivalOf(ReferenceTrack track, Dictionary<ReferenceTrack, float> surest)
    {
        var best = 0f;
        foreach (var (other, z) in surest)
            if (!ReferenceEquals(other, track)) best = Math.Max(best, z);
        return best;
    }

    private static List<Hypothesis> Firsts(QueryOptions options) =>
        options.ExpectedSpeed is { } speed && Math.Abs(speed - 1) > 0.004 ? [Hypothesis.None, new((float)speed, (float)speed)] : [Hypothesis.None];

    private void Verify(IReadOnlyList<IndexSegment> segments, IReadOnlySet<ReferenceTrack> removed,
        IReadOnlyList<Hypothesis> hypotheses, Effort effort, List<Alignment> found)
    {
        PeakPicker.Strongest(heardPeaks, profile.FramesPerSecond, effort.Peaks, strongest);
        if (strongest.Count == 0) return;
        candidates.Clear();
        foreach (var hypothesis in hypotheses)
        {
            lookup.Take(CollectionsMarshal.AsSpan(strongest), effort.FanOut, hypothesis);
            foreach (var segment in segments) Vote(segment, removed, hypothesis, (uint)strongest[^1].Frame + 1, effort);
        }
        candidates.Sort((a, b) => b.Votes.CompareTo(a.Votes));
        prospects.Clear();
        for (var i = 0; i < Math.Min(effort.LookedAt, candidates.Count); i++) prospects.Add(verifier.Look(candidates[i]));
        prospects.Sort((a, b) => b.Z.CompareTo(a.Z));
        verified.Clear();
        foreach (var prospect in prospects)
        {
            if (verified.Count == MostVerified) break;
            if (IsVerified(prospect.Candidate)) continue;
            verified.Add(prospect.Candidate);
            if (verifier.Verify(prospect.Candidate) is { } alignment) found.Add(alignment with { Z = alignment.Z * Likelihood(alignment.Line) });
        }
    }

    // Neighbouring hypotheses see the same alignment; verification would refine both to one.
    private bool IsVerified(Candidate candidate)
    {
        foreach (var known in verified)
            if (ReferenceEquals(known.Track, candidate.Track) && MathF.Abs(known.Line.Offset - candidate.Line.Offset) <= 8
                && MathF.Abs(known.Line.Tempo - candidate.Line.Tempo) < 0.004f && MathF.Abs(known.Line.Pitch - candidate.Line.Pitch) < 0.004f) return true;
        return false;
    }

    // Sound is resampled, or only its tempo or only its pitch is changed; a line that is nothing of these is chance.
    private static float Likelihood(Line line)
    {
        var (tempo, pitch) = (MathF.Abs(MathF.Log(line.Tempo)), MathF.Abs(MathF.Log(line.Pitch)));
        if (MathF.Abs(MathF.Log(line.Tempo / line.Pitch)) < Unchanged) return 1;
        return tempo < Unchanged || pitch < Unchanged ? 0.75f : 0.6f;
    }

    private void Vote(IndexSegment segment, IReadOnlySet<ReferenceTrack> removed, Hypothesis hypothesis, uint heardFrames, Effort effort)
    {
        // Added so that no alignment is negative.
        var length = (uint)(heardFrames * hypothesis.Tempo);
        var bias = length + (2u << VoteBinShift);
        grid.Begin(((long)segment.Length + bias >> VoteBinShift) + 2);
        lookup.Find(segment, effort.Crowd);
        lookup.Vote(segment, bias, VoteBinShift, grid.Cells);
        Span<(int Votes, int Cell)> best = stackalloc (int, int)[effort.BestPerHypothesis];
        var count = grid.Best(best, LeastVotes);
        if (grid.IsFolded) Unfold(segment, removed, hypothesis, bias, best[..count]);
        else
            foreach (var (n, cell) in best[..count]) Propose(segment, removed, hypothesis, n, (uint)cell, bias, length);
    }

    // The cells of a folded grid hold several places: the same votes again, those of the best cells only.
    private void Unfold(IndexSegment segment, IReadOnlySet<ReferenceTrack> removed, Hypothesis hypothesis, uint bias, Span<(int Votes, int Cell)> best)
    {
        if (best.Length == 0) return;
        lookup.Unfold(segment, bias, VoteBinShift, grid.Cells, least: (best[^1].Votes + 1) / 2, votes);
        Span<(int Votes, uint Bin)> places = stackalloc (int, uint)[best.Length];
        var count = votes.Best(places, LeastVotes);
        votes.Clear();
        foreach (var (n, place) in places[..count]) Propose(segment, removed, hypothesis, n, place, bias, bias - (2u << VoteBinShift));
    }

    private void Propose(IndexSegment segment, IReadOnlySet<ReferenceTrack> removed, Hypothesis hypothesis, int n, uint place, uint bias, uint length)
    {
        var at = (long)(place + 1 << VoteBinShift) - bias;
        var (track, start) = segment.At(at, length);
        if (!removed.Contains(track)) candidates.Add(new(track, new(hypothesis.Tempo, hypothesis.Pitch, at - start), hypothesis.IsSpeed, n));
    }

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
            var rivalZ = RivalOf(alignment.Track, surest);
            var score = ScoreHere(alignment.Z, rivalZ);
            if ((to - from) / profile.FramesPerSecond < options.LeastSeconds || score < options.LeastScore) continue;
            var rival = Overlapped(matches, from, to, out var known);
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

    private Match ToMatch(Alignment alignment, double score, float from, float to)
    {
        var line = alignment.Line;
        // A frame is heard at its middle, half a window after its first sample, on both sides.
        var reference = (from * line.Tempo + line.Offset) / profile.FramesPerSecond + HalfWindowSeconds;
        return new(alignment.Track.Id, Seconds(from), Seconds(to), reference, line.Tempo,
            score, 0, (int)alignment.Hits) { Pitch = line.Pitch };
    }

    private double HalfWindowSeconds => profile.WindowSamples / 2.0 / profile.SampleRateHz;

    private double Seconds(float frame) => frame / profile.FramesPerSecond + HalfWindowSeconds;

    private bool ExplainsMost(List<Match> matches, ReadOnlySpan<Peak> heard)
    {
        var sure = matches.Where(m => m.Score >= SureScore).Sum(m => m.EndSeconds - m.StartSeconds);
        return sure >= 0.7 * (heard[^1].Frame - heard[0].Frame) / profile.FramesPerSecond;
    }

    // How hard to look: peaks a second that are paired, pairs of each, places kept of each
    // hypothesis, places looked at in all, and how many times fuller than usual a bucket may be before it is passed over.
    private readonly record struct Effort(int Peaks, int FanOut, int BestPerHypothesis, int LookedAt, int Crowd);
}
