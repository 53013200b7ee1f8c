using Marketplace.Core.Kernel;
using Marketplace.Core.Royalties;
using Marketplace.Core.Royalties.Periods;
using Quartz;

namespace Marketplace.Web.Features.Royalties;

/// <summary>
/// On the first of a month, asks for the month before to be calculated. A second firing changes nothing: the same plays give the
/// same result, and an approved month refuses.
/// </summary>
[DisallowConcurrentExecution]
public sealed class CalculateMonthChore(RequestCalculation request, TimeProvider clock, ILogger<CalculateMonthChore> log) : IJob
{
    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var today = TimeZoneInfo.ConvertTimeFromUtc(clock.GetUtcNow().UtcDateTime, MonthClock.House);
        var month = Month.Of(today).Previous.ToString();
        var result = await request.Run(new(month, Guid.Empty), Actor.System("calculate-month"), cancellationToken);
        if (result.Error is { } error) log.LogInformation("The month {Month} was not calculated: {Code}", month, error.Code);
    }
}
