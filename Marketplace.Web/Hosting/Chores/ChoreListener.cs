using System.Diagnostics.Metrics;
using Quartz;

namespace Marketplace.Web.Hosting.Chores;

/// <summary>Writes down what every chore does, whatever the chore itself says or throws.</summary>
public sealed class ChoreListener(ChoreBook book, ILogger<ChoreListener> log) : IJobListener
{
    private static readonly Histogram<double> Seconds = Telemetry.Meter.CreateHistogram<double>("marketplace.chore.duration", "s");

    /// <inheritdoc/>
    public string Name => "chore-book";

    /// <inheritdoc/>
    public async ValueTask JobToBeExecuted(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await book.Started(context.JobDetail.Key.Name, cancellationToken);

    /// <inheritdoc/>
    public ValueTask JobExecutionVetoed(IJobExecutionContext context, CancellationToken cancellationToken = default) => default;

    /// <inheritdoc/>
    public async ValueTask JobWasExecuted(
        IJobExecutionContext context, JobExecutionException? jobException, CancellationToken cancellationToken = default)
    {
        var name = context.JobDetail.Key.Name;
        var failure = jobException?.GetBaseException();
        Seconds.Record(context.JobRunTime.TotalSeconds, new("chore", name), new("failed", failure is not null));
        if (failure is not null) log.LogError(failure, "Chore {Chore} failed", name);
        await book.Ended(name, context.JobRunTime, context.NextFireTimeUtc?.UtcDateTime, failure?.Message, cancellationToken);
    }
}
