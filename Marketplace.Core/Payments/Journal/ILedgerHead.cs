namespace Marketplace.Core.Payments.Journal;

/// <summary>Keeps the head of the sealed ledger where somebody who can change the database cannot change it.</summary>
public interface ILedgerHead
{
    /// <summary>Adds a head; earlier ones stay.</summary>
    Task Note(long number, string hash, CancellationToken ct);

    /// <summary>The head noted last, or null when none ever was.</summary>
    Task<(long Number, string Hash)?> Last(CancellationToken ct);
}

/// <summary>Keeps the heads as lines of a file beside the database; copy the file away to be able to prove more.</summary>
/// <param name="path">The file; made with the first head.</param>
/// <param name="clock">Dates the lines.</param>
public sealed class LedgerHeadFile(string path, TimeProvider clock) : ILedgerHead
{
    /// <inheritdoc/>
    public Task Note(long number, string hash, CancellationToken ct) =>
        File.AppendAllTextAsync(path, $"{clock.GetUtcNow():O} {number} {hash}\n", ct);

    /// <inheritdoc/>
    public async Task<(long Number, string Hash)?> Last(CancellationToken ct)
    {
        if (!File.Exists(path)) return null;
        string? last = null;
        await foreach (var line in File.ReadLinesAsync(path, ct))
            if (line.Split(' ') is { Length: 3 } parts && parts[2].Length == 64) last = line; // A line cut off by a crash is no head.
        if (last?.Split(' ') is not { } words) return null;
        return (long.Parse(words[1], System.Globalization.CultureInfo.InvariantCulture), words[2]);
    }
}
