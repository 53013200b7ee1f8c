namespace Marketplace.Core.Royalties.Pricing;

/// <summary>A part of the broadcast day with its own weight.</summary>
/// <param name="Code">Short stable name, printed on statements.</param>
/// <param name="FromHour">First local hour, 0…23.</param>
/// <param name="ToHour">First local hour after it, up to 24.</param>
/// <param name="Weight">Price factor, not negative.</param>
public sealed record Daypart(string Code, int FromHour, int ToHour, decimal Weight);

/// <summary>The whole broadcast day, cut into parts.</summary>
public sealed class Dayparts
{
    /// <param name="parts">In order of time, without a hole or an overlap, from hour 0 to hour 24.</param>
    /// <exception cref="ArgumentException">The parts do not make one day.</exception>
    public Dayparts(params IReadOnlyList<Daypart> parts)
    {
        var hour = 0;
        foreach (var part in parts)
        {
            if (part.FromHour != hour || part.ToHour <= part.FromHour || part.Weight < 0)
                throw new ArgumentException($"The part {part.Code} does not continue at hour {hour}.", nameof(parts));
            hour = part.ToHour;
        }
        if (hour != 24) throw new ArgumentException($"The day ends at hour {hour}.", nameof(parts));
        Parts = parts;
    }

    /// <summary>The default table.</summary>
    public static Dayparts Standard { get; } = new(
        new Daypart("overnight", 0, 6, 0.60m), new Daypart("morning", 6, 10, 1.50m), new Daypart("midday", 10, 15, 1.00m),
        new Daypart("drive", 15, 19, 1.25m), new Daypart("evening", 19, 24, 0.90m));

    /// <summary>The parts, in order of time.</summary>
    public IReadOnlyList<Daypart> Parts { get; }

    /// <summary>R-6: the part of the local start instant. A play that crosses a boundary is not split.</summary>
    public Daypart At(DateTime local) => Parts.First(part => local.Hour < part.ToHour);
}
