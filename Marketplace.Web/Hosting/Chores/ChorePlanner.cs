using System.Data.Common;
using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;
using Quartz;

namespace Marketplace.Web.Hosting.Chores;

/// <summary>Puts the chores of this version into the schedule and takes out those it does not know any more.</summary>
public sealed class ChorePlanner(
    ISchedulerFactory schedulers, IEnumerable<ChorePlan> plans, ChoreBook book, IHostApplicationLifetime lifetime,
    TimeProvider clock, ILogger<ChorePlanner> log) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource();
        await using var _ = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);

        await Write(stoppingToken);
        var scheduler = await schedulers.GetScheduler(stoppingToken);
        foreach (var plan in plans)
        {
            var key = new JobKey(plan.Name);
            var job = JobBuilder.Create().OfType(plan.Type).WithIdentity(key).Build();
            var trigger = TriggerBuilder.Create().WithIdentity(plan.Name).ForJob(key);
            trigger = plan.Cron is { } cron
                ? trigger.WithCronSchedule(cron, c => c.InTimeZone(TimeZoneInfo.Utc))
                : trigger.StartNow().WithSimpleSchedule(s => s.WithInterval(plan.Every).RepeatForever());
            await scheduler.ScheduleJob(job, [trigger.Build()], new ScheduleJobOptions { Replace = true }, stoppingToken);
        }
    }

    // A database that is busy or away for a moment makes the chores late; it does not end the server.
    private async Task Write(CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await book.Plan(plans, ct);
                return;
            }
            catch (Exception failure) when (failure is DbException or DbUpdateException)
            {
                log.LogError(failure, "The chores could not be planned; trying again");
                await Task.Delay(Backoff.After(attempt), clock, ct);
            }
        }
    }
}
