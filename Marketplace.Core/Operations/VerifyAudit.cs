using Marketplace.Core.Kernel;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Operations;

/// <summary>Recomputes the whole sealed audit log. Reads only.</summary>
public sealed class VerifyAudit(IDbContextFactory<MarketplaceDb> contexts, IAuditHead head)
{
    /// <summary>What the check found.</summary>
    /// <param name="Rows">Sealed rows that were read.</param>
    /// <param name="Unsealed">Rows that wait for their seal.</param>
    /// <param name="Breaks">One sentence per break; none means whole.</param>
    public sealed record Report(int Rows, int Unsealed, IReadOnlyList<string> Breaks);

    /// <summary>Checks every row. For superadmins and the system; errors: <c>forbidden</c>.</summary>
    public async Task<Result<Report>> Run(Actor actor, CancellationToken ct)
    {
        if (!OperationsErrors.MayOperate(actor)) return OperationsErrors.Forbidden;
        var noted = await head.Last(ct);
        await using var db = await contexts.CreateDbContextAsync(ct);
        var rows = await db.AuditEntries.AsNoTracking().Where(a => a.Hash != null).OrderBy(a => a.Sequence).ToListAsync(ct);
        var unsealed = await db.AuditEntries.CountAsync(a => a.Hash == null, ct);
        return new Report(rows.Count, unsealed, AuditChain.Verify(rows, noted));
    }
}
