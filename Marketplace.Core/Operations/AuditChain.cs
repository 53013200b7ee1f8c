using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Marketplace.Core.Kernel;
using Marketplace.Core.Storage;

namespace Marketplace.Core.Operations;

/// <summary>
/// The arithmetic of the sealed audit log: each row's hash is <c>SHA-256(previous hash ‖ canonical JSON)</c>, so that no row can be
/// changed, removed or put between without breaking the chain. Its head, kept outside the database, guards the end.
/// </summary>
public static class AuditChain
{
    /// <summary>The hash before the first row.</summary>
    public static readonly string Genesis = new('0', 64);

    /// <summary>The hash of a row that follows another.</summary>
    public static string HashOf(string previous, AuditEntry entry) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(previous + Canonical(entry))));

    /// <summary>Finds what is wrong with sealed rows.</summary>
    /// <param name="sealedRows">All rows that have a hash, in any order. They are linked by their hashes, because two
    /// nodes may commit in another order than they drew their sequence numbers.</param>
    /// <param name="head">The last hash that was noted outside, or null to trust the database for the end.</param>
    /// <returns>One sentence per break, none when the chain is whole.</returns>
    public static IReadOnlyList<string> Verify(IEnumerable<AuditEntry> sealedRows, string? head)
    {
        List<string> breaks = [];
        Dictionary<string, AuditEntry> next = [];
        var count = 0;
        foreach (var row in sealedRows)
        {
            count++;
            if (row.PreviousHash is null || row.Hash != HashOf(row.PreviousHash, row)) breaks.Add($"Row {row.Sequence} was changed.");
            else if (!next.TryAdd(row.PreviousHash, row)) breaks.Add($"Rows {next[row.PreviousHash].Sequence} and {row.Sequence} follow the same row.");
        }

        var last = Genesis;
        var linked = 0;
        var sawHead = head is null || head == Genesis;
        // A row's hash covers its previous hash, so the walk cannot come back to where it was.
        while (next.TryGetValue(last, out var row))
        {
            last = row.Hash!;
            linked++;
            sawHead |= last == head;
        }
        if (linked < count - breaks.Count) breaks.Add($"The chain breaks after {linked} of {count} rows: a row was removed or put in.");
        if (!sawHead) breaks.Add("The head that was noted outside is not in the chain: rows at its end were removed or rewritten.");
        return breaks;
    }

    private static string Canonical(AuditEntry entry) => JsonSerializer.Serialize(new object[]
    {
        entry.Sequence, entry.At.Ticks / 10, entry.Actor.Value, entry.ActorName, entry.Action, entry.Detail, entry.CorrelationId,
    }, KernelJson.Plain);
}
