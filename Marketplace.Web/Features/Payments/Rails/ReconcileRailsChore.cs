using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Rails.Contract;
using Marketplace.Core.Payments.Rails.Reconciliation;
using Quartz;

namespace Marketplace.Web.Features.Payments.Rails;

/// <summary>Every night each rail's book of yesterday is compared with ours, in every asset.</summary>
[DisallowConcurrentExecution]
public sealed class ReconcileRailsChore(RailBook rails, ReconcileRail reconcile, TimeProvider clock, ILogger<ReconcileRailsChore> log) : IJob
{
    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var yesterday = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(-1);
        foreach (var rail in rails.All.Select(r => r.Describe()).Where(r => r.HasStatements))
            foreach (var asset in rail.Assets)
                if ((await reconcile.Run(new(rail.Code, yesterday, asset), Actor.System("reconciliation"), cancellationToken)).Fails(out var compared, out var error))
                    log.LogError("The book of {Rail} in {Asset} could not be compared: {Code}", rail.Code, asset.Code, error.Code);
                else if (compared.Open.Count > 0)
                    log.LogError("The book of {Rail} in {Asset} differs in {Count} lines", rail.Code, asset.Code, compared.Open.Count);
    }
}
