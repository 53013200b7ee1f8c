using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Storage;

/// <summary>Which tables are written once.</summary>
internal static class AppendOnlyTables
{
    private static readonly string[] AuditColumns =
    [
        nameof(AuditEntry.Sequence), nameof(AuditEntry.At), nameof(AuditEntry.Actor), nameof(AuditEntry.ActorName),
        nameof(AuditEntry.Action), nameof(AuditEntry.Detail), nameof(AuditEntry.CorrelationId),
    ];

    /// <summary>The tables of all entities marked <see cref="IAppendOnly"/>.</summary>
    public static IEnumerable<string> Of(MarketplaceDb db) => db.Model.GetEntityTypes()
        .Where(entity => typeof(IAppendOnly).IsAssignableFrom(entity.ClrType))
        .Select(entity => entity.GetTableName()!).Distinct();

    /// <summary>The only change an audit row may see, as SQL: an unsealed row gets its hashes.</summary>
    /// <param name="same">The engine's comparison that takes two nulls for equal.</param>
    public static string AuditSealing(string same) => string.Join(" AND ", AuditColumns
        .Select(column => $"NEW.\"{column}\" {same} OLD.\"{column}\"")
        .Append("OLD.\"Hash\" IS NULL").Append("NEW.\"Hash\" IS NOT NULL"));
}
