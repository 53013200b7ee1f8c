using Marketplace.Core.Kernel;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payments.Journal;

/// <summary>Finance lets payouts go on after a halt, once a proof made since finds the books whole.</summary>
/// <remarks>Errors: finance.only, explanation, brake.off, brake.differs. Raises <see cref="PayoutBrakeMoved"/>.</remarks>
public sealed class EndBrake(Work work, TimeProvider clock)
{
    /// <summary>What was found.</summary>
    public sealed record Command(string Explanation, Guid Key) : ICommand
    {
        /// <inheritdoc/>
        public IEnumerable<Error> Problems()
        {
            if (Explanation.Trim().Length is < 10 or > 500)
                yield return Error.Invalid("explanation", "Say in 10 to 500 characters what the cause was.", nameof(Explanation));
        }
    }

    /// <summary>Takes the brake off.</summary>
    public Task<Result<Done>> Run(Command command, Actor actor, CancellationToken ct) => work.Run<Done>(command, actor, async db =>
    {
        if (!actor.Is(StaffRole.Finance)) return LedgerErrors.NotFinance;
        var brakes = await db.PayoutBrakes.Where(b => b.EndedAt == null).ToListAsync(ct);
        if (brakes.Count == 0) return LedgerErrors.NotBraked;
        var proof = await db.LedgerProofs.AsNoTracking().OrderByDescending(p => p.Id).FirstOrDefaultAsync(ct);
        if (proof is null || proof.Differences > 0 || proof.At < brakes.Max(b => b.SetAt)) return LedgerErrors.StillDiffers;
        foreach (var brake in brakes) brake.End(actor.UserId, command.Explanation.Trim(), clock.GetUtcNow().UtcDateTime);
        return new Done();
    }, ct);
}
