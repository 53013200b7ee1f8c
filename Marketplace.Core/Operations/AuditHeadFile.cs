namespace Marketplace.Core.Operations;

/// <summary>Keeps the heads as lines of a file beside the database; copy the file away to be able to prove more.</summary>
/// <param name="path">The file; made with the first head.</param>
/// <param name="clock">Dates the lines.</param>
public sealed class AuditHeadFile(string path, TimeProvider clock) : IAuditHead
{
    /// <inheritdoc/>
    public Task Note(string hash, CancellationToken ct) =>
        File.AppendAllTextAsync(path, $"{clock.GetUtcNow():O} {hash}\n", ct);

    /// <inheritdoc/>
    public async Task<string?> Last(CancellationToken ct)
    {
        if (!File.Exists(path)) return null;
        string? last = null;
        await foreach (var line in File.ReadLinesAsync(path, ct)) last = line;
        return last?[^64..];
    }
}
