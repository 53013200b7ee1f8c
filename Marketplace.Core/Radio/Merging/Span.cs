namespace Marketplace.Core.Radio.Merging;

/// <summary>A half-open stretch of time.</summary>
internal readonly record struct Span(DateTime From, DateTime To)
{
    internal TimeSpan Length => To > From ? To - From : TimeSpan.Zero;

    internal Span Shared(Span other) => new(Seconds.Later(From, other.From), Seconds.Earlier(To, other.To));

    /// <summary>The pieces of this stretch that lie outside the other.</summary>
    internal IEnumerable<Span> Without(Span other)
    {
        if (Shared(other).Length == TimeSpan.Zero)
        {
            yield return this;
            yield break;
        }
        if (From < other.From) yield return new Span(From, other.From);
        if (other.To < To) yield return new Span(other.To, To);
    }
}
