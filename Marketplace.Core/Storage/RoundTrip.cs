using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Marketplace.Core.Storage;

/// <summary>
/// Statements of one step that need no answer of each other: one trip to the engine and back for all of them. Only where the engine is
/// further away than a function call (<see cref="Pays"/>).
/// </summary>
/// <param name="db">The step's context, in its transaction.</param>
internal sealed class RoundTrip(MarketplaceDb db)
{
    private static readonly ConcurrentDictionary<string, string> Spellings = new();
    private readonly DbBatch _batch = db.Database.GetDbConnection().CreateBatch();

    /// <summary>Whether this engine gains by it.</summary>
    public static bool Pays(MarketplaceDb db) => db.Database.GetDbConnection().CanCreateBatch;

    /// <summary>Adds a question; its values stand in it as {0}, {1} and so on.</summary>
    public void Ask(string sql, params ReadOnlySpan<object> values)
    {
        var command = _batch.CreateBatchCommand();
        command.CommandText = Spellings.GetOrAdd(sql, text => string.Format(
            CultureInfo.InvariantCulture, text, [.. Enumerable.Range(1, 9).Select(place => (object)$"${place}")]));
        foreach (var value in values)
        {
            var parameter = command.CreateParameter();
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }
        _batch.BatchCommands.Add(command);
    }

    /// <summary>Adds a change, spelled in the same way.</summary>
    public void Change(string sql, params ReadOnlySpan<object> values) => Ask(sql + " RETURNING 1", values);

    /// <summary>Sends them.</summary>
    /// <returns>How many rows each statement found or changed, in their order.</returns>
    public async Task<IReadOnlyList<int>> Run(CancellationToken ct)
    {
        await using var batch = _batch;
        batch.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        await using var reader = await batch.ExecuteReaderAsync(ct);
        List<int> counts = [];
        do
        {
            var rows = 0;
            while (await reader.ReadAsync(ct)) rows++;
            counts.Add(rows);
        }
        while (await reader.NextResultAsync(ct));
        return counts;
    }
}
