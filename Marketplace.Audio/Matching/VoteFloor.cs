namespace Marketplace.Audio.Matching;

/// <summary>Knows how many votes a place needs to be among the best so many. One object serves one thread.</summary>
internal sealed class VoteFloor
{
    private readonly int[] seen = new int[VoteGrid.MostVotes * 2 + 1];
    private int wanted, over;

    /// <summary>Places with fewer votes than this are not among the best; 0 as long as there is room.</summary>
    public int Least { get; private set; }

    /// <summary>Begins anew.</summary>
    /// <param name="places">How many best places are wanted.</param>
    public void Begin(int places)
    {
        Array.Clear(seen);
        (wanted, over, Least) = (places, 0, 0);
    }

    /// <summary>A place has so many votes.</summary>
    public void Add(int votes)
    {
        votes = Math.Min(votes, seen.Length - 1);
        if (votes < Least) return;
        seen[votes]++;
        over++;
        // Rises while the places with more votes alone would be enough.
        while (over - seen[Least] >= wanted) over -= seen[Least++];
    }
}
