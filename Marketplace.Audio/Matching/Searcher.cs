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

    // A pair has 12 to 24 in ten hours: larger segments are searched by their rarer pairs.
    private const int MostVotesOfPair = 40;
    private static readonly Hypothesis[] Changed = [.. Hypothesis.Changed];
    private readonly VoteGrid grid = new();
    private readonly VoteTable votes = new();
    private readonly VoteFloor floor = new();
    private readonly Lookup lookup = new(profile);
    private readonly PeakRank rank = new();
    private readonly Verifier verifier = new();
    private readonly List<Candidate> candidates = [];
    private readonly List<Prospect> prospects = [];
    private readonly List<Candidate> verified = [];
    private readonly List<Alignment> found = [];
    private readonly MatchChoice choice = new(profile);
    private readonly Hypothesis[] firsts = [Hypothesis.None, Hypothesis.None];
    private readonly Effort quick = new(profile.HashedPeaksPerSecond, profile.QueryFanOut, 16, 80, 16);
    private readonly Effort thorough = new(profile.QueryPeaksPerSecond, 2 * profile.QueryFanOut, 128, 200, 256);
    private Peak[] heardPeaks = [];
    private int heardCount;
    private double catalogueHours;

    /// <summary>0…1 for a Z, in a catalogue of the size that was measured.</summary>
    public static double Score(float z) => OpenSet.Score(z, OpenSet.AcceptedZ(OpenSet.MeasuredHours, float.MaxValue));

    /// <summary>All recordings heard in these peaks, the surest first, whatever their score.</summary>
    public List<Match> Search(
        IReadOnlyList<IndexSegment> segments, IReadOnlySet<ReferenceTrack> removed, ReadOnlySpan<Peak> heard, QueryOptions options)
    {
        if (!Hear(heard, segments)) return [];
        Verify(segments, removed, Firsts(options), quick);
        choice.Choose(Heard, found, options, verifier, catalogueHours);
        if (options.SearchSpeeds && !choice.ExplainsMost(Heard))
        {
            // Under noise or speech first: more peaks, more pairs, more places; then changed sound.
            Verify(segments, removed, Firsts(options), thorough);
            Verify(segments, removed, Changed, quick);
            choice.Choose(Heard, found, options, verifier, catalogueHours);
        }
        return [.. choice.Matches];
    }

    /// <summary>All verified alignments of at least this z, the greatest first, whether they overlap or not.</summary>
    public void Propose(IReadOnlyList<IndexSegment> segments, IReadOnlySet<ReferenceTrack> removed, ReadOnlySpan<Peak> heard,
        QueryOptions options, float leastZ, List<Alignment> proposed)
    {
        proposed.Clear();
        if (!Hear(heard, segments)) return;
        Verify(segments, removed, Firsts(options), quick);
        if (options.SearchSpeeds && !IsAnySure())
        {
            Verify(segments, removed, Firsts(options), thorough);
            Verify(segments, removed, Changed, quick);
        }
        foreach (var alignment in found)
            if (!(alignment.Z < leastZ)) proposed.Add(alignment);
        proposed.Sort((a, b) => b.Z.CompareTo(a.Z));
    }

    private ReadOnlySpan<Peak> Heard => heardPeaks.AsSpan(0, heardCount);

    // Takes up what is looked at; false when that is too little for any answer.
    private bool Hear(ReadOnlySpan<Peak> heard, IReadOnlyList<IndexSegment> segments)
    {
        found.Clear();
        if (heard.Length > MostSearchedPeaks) heard = heard[..MostSearchedPeaks];
        if (heard.Length < LeastPeaks) return false;
        if (heardPeaks.Length < heard.Length) heardPeaks = new Peak[heard.Length * 2];
        heard.CopyTo(heardPeaks);
        heardCount = heard.Length;
        verifier.Hear(heardPeaks.AsMemory(0, heardCount));
        var frames = 0L;
        for (var s = 0; s < segments.Count; s++) frames += segments[s].Length;
        catalogueHours = frames / profile.FramesPerSecond / 3600;
        return true;
    }

    private bool IsAnySure()
    {
        foreach (var alignment in found)
            if (OpenSet.Score(alignment.Z, OpenSet.AcceptedZ(catalogueHours, float.MaxValue)) >= MatchChoice.SureScore) return true;
        return false;
    }

    private ReadOnlySpan<Hypothesis> Firsts(QueryOptions options)
    {
        if (options.ExpectedSpeed is not { } speed || Math.Abs(speed - 1) <= 0.004) return firsts.AsSpan(0, 1);
        firsts[1] = new((float)speed, (float)speed);
        return firsts;
    }

    private void Verify(IReadOnlyList<IndexSegment> segments, IReadOnlySet<ReferenceTrack> removed,
        ReadOnlySpan<Hypothesis> hypotheses, Effort effort)
    {
        var strongest = rank.Strongest(Heard, profile.FramesPerSecond, effort.Peaks);
        if (strongest.Length == 0) return;
        candidates.Clear();
        floor.Begin(effort.LookedAt);
        foreach (var hypothesis in hypotheses)
        {
            lookup.Take(strongest, effort.FanOut, hypothesis);
            for (var s = 0; s < segments.Count; s++) Vote(segments[s], removed, hypothesis, (uint)strongest[^1].Frame + 1, effort);
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
        lookup.Find(segment, effort.Crowd, MostVotesOfPair);
        lookup.Vote(segment, bias, VoteBinShift, grid.Cells);
        Span<(int Votes, int Cell)> best = stackalloc (int, int)[effort.BestPerHypothesis];
        var count = grid.Best(best, grid.IsFolded ? Math.Max(LeastVotes, floor.Least) : LeastVotes);
        if (grid.IsFolded) Unfold(segment, removed, hypothesis, bias, best[..count]);
        else
            foreach (var (n, cell) in best[..count]) Propose(segment, removed, hypothesis, n, (uint)cell, bias, length);
    }

    // The cells of a folded grid hold several places: the same votes again, those of the best cells only. What cannot come among those that are looked at is left alone.
    private void Unfold(IndexSegment segment, IReadOnlySet<ReferenceTrack> removed, Hypothesis hypothesis, uint bias, Span<(int Votes, int Cell)> best)
    {
        if (best.Length == 0) return;
        lookup.Unfold(segment, bias, VoteBinShift, grid.Cells, least: (best[^1].Votes + 1) / 2, votes);
        Span<(int Votes, uint Bin)> places = stackalloc (int, uint)[best.Length];
        var count = votes.Best(places, Math.Max(LeastVotes, floor.Least));
        votes.Clear();
        foreach (var (n, place) in places[..count]) Propose(segment, removed, hypothesis, n, place, bias, bias - (2u << VoteBinShift));
    }

    private void Propose(IndexSegment segment, IReadOnlySet<ReferenceTrack> removed, Hypothesis hypothesis, int n, uint place, uint bias, uint length)
    {
        var at = (long)(place + 1 << VoteBinShift) - bias;
        var (track, start) = segment.At(at, length);
        if (removed.Contains(track)) return;
        candidates.Add(new(track, new(hypothesis.Tempo, hypothesis.Pitch, at - start), hypothesis.IsSpeed, n));
        floor.Add(n);
    }

    // How hard to look: peaks a second that are paired, pairs of each, places kept of each
    // hypothesis, places looked at in all, and how many times fuller than usual a bucket may be before it is passed over.
    private readonly record struct Effort(int Peaks, int FanOut, int BestPerHypothesis, int LookedAt, int Crowd);
}
