using Marketplace.Web.Hosting.Health;
using Npgsql;
using Quartz;

namespace Marketplace.Web.Hosting.Chores;

/// <summary>What a chore is called, how often it runs, and how long it may be silent.</summary>
/// <param name="Name">Stable, kebab-case; the key of its record.</param>
/// <param name="Every">Time between runs, or zero with a cron expression.</param>
/// <param name="Cron">Quartz cron expression in UTC, or null.</param>
/// <param name="AlarmAfter">Silence longer than this raises the alarm.</param>
/// <param name="Type">The class.</param>
public sealed record ChorePlan(string Name, TimeSpan Every, string? Cron, TimeSpan AlarmAfter, Type Type);

/// <summary>Scheduled work. Memory holds the schedule on SQLite; on PostgreSQL the nodes share it, so that a chore runs on one of them.</summary>
public static class ChoresSetup
{
    /// <summary>
    /// Adds a chore that runs again and again: <c>services.AddChore&lt;ReleaseDueEscrowsChore&gt;("release-escrows",
    /// TimeSpan.FromMinutes(1), alarmAfter: TimeSpan.FromMinutes(10))</c>. The class implements <see cref="IJob"/>, gets its
    /// services by constructor, and carries <c>[DisallowConcurrentExecution]</c>.
    /// </summary>
    public static IServiceCollection AddChore<TChore>(this IServiceCollection services, string name, TimeSpan every, TimeSpan alarmAfter)
        where TChore : class, IJob => services.Add<TChore>(new ChorePlan(name, every, null, alarmAfter, typeof(TChore)));

    /// <summary>Adds a chore that runs by the calendar: a Quartz cron expression, in UTC.</summary>
    public static IServiceCollection AddChore<TChore>(this IServiceCollection services, string name, string cron, TimeSpan alarmAfter)
        where TChore : class, IJob => services.Add<TChore>(new ChorePlan(name, TimeSpan.Zero, cron, alarmAfter, typeof(TChore)));

    /// <summary>Adds the scheduler; it starts the chores that were added before or after.</summary>
    public static IServiceCollection AddScheduler(this IServiceCollection services, string connection)
    {
        services.AddSingleton<ChoreBook>();
        services.AddSingleton<IHealthProbe, ChoresProbe>();
        services.AddQuartz(quartz =>
        {
            quartz.UseDefaultThreadPool(4);
            quartz.AddJobListener<ChoreListener>();
            if (!connection.Contains("Host=", StringComparison.OrdinalIgnoreCase)) return;
            quartz.UsePersistentStore(store =>
            {
                store.UsePostgres(NpgsqlFactory.Instance, connection);
                store.UseSystemTextJsonSerializer(_ => { });
                store.ProvisionSchema();
                store.UseClustering(_ => { });
            });
        });
        services.AddQuartzHostedService(options =>
        {
            options.WaitForJobsToComplete = true;
            options.AwaitApplicationStarted = true;
        });
        return services.AddHostedService<ChorePlanner>();
    }

    private static IServiceCollection Add<TChore>(this IServiceCollection services, ChorePlan plan) where TChore : class, IJob
    {
        services.AddTransient<TChore>();
        return services.AddSingleton(plan);
    }
}
