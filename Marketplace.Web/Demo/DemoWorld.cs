using System.Globalization;
using Marketplace.Core.Kernel;
using Marketplace.Core.Radio;
using Marketplace.Core.Royalties.Periods;
using Marketplace.Core.Storage;
using Marketplace.Web.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Web.Demo;

/// <summary>
/// Brings the demo world to life behind the running server: people, songs, stations on air, then the weeks before. Every step
/// looks for what is there, so a server that was stopped in the middle goes on where it was.
/// </summary>
public sealed class DemoWorld(
    IServiceProvider services, IConfiguration configuration, IServer server, IHostApplicationLifetime lifetime,
    DemoStudio studio, DemoProgress progress, TimeProvider clock, ILogger<DemoWorld> log) : BackgroundService
{
    private static readonly TimeSpan DaysBeforeHistory = TimeSpan.FromDays(5);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.ApplicationStarted.Reached(stoppingToken);
        try
        {
            var today = $"{clock.GetUtcNow():yyyy-MM-dd} {Address()}";
            if (await studio.IsComplete(today, stoppingToken))
            {
                progress.Step(null);
                return;
            }
            await Build(stoppingToken);
            await studio.Complete(today, stoppingToken);
            // The past was a second product with weeks of rows in its hands; the server should not carry that memory on.
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            log.LogInformation("The demo world goes on at the next start");
        }
        catch (Exception failure)
        {
            // The house stands without its demo; whoever waits for it is told where to look.
            progress.Step("The demo world could not be completed; the log says why");
            log.LogError(failure, "The demo world could not be completed");
        }
    }

    private async Task Build(CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var firstDay = DateOnly.FromDateTime(now.AddDays(1 - now.Day).AddMonths(-1));
        var start = firstDay.ToDateTime(new TimeOnly(9, 0), DateTimeKind.Utc) - DaysBeforeHistory;
        await using var past = new DemoPast(configuration, services, start);

        progress.Step("Opening the demo accounts");
        var people = await DemoPeople.Open(past, ct);
        progress.Step("Writing and uploading twelve songs");
        var recordings = await new DemoTracks(studio, services).Upload(past, people, ct);
        progress.Step("Putting three stations on air");
        var stations = await DemoStations.Register(past, people, ct);
        var index = services.GetRequiredService<RecordingIndex>();
        foreach (var recording in recordings) await index.Refresh(recording, ct);
        await DemoStations.GoOnAir(services, past, people, Address(), ct);

        progress.Step("Paying, earning and withdrawing for some weeks");
        await using (var ledger = new DemoPast(configuration, services, start.AddDays(1), isBackstage: true)) await new DemoMoney(ledger, people, now).Live(ct);

        progress.Step("Drawing the weeks before");
        List<(RecordingId, double)> songs = [];
        for (var i = 0; i < recordings.Count; i++) songs.Add((recordings[i], await studio.SongSeconds(i, ct)));
        var history = new DemoHistory(past);
        for (var day = firstDay; day <= DateOnly.FromDateTime(now); day = day.AddDays(1))
        {
            past.MoveTo(day.ToDateTime(new TimeOnly(23, 0), DateTimeKind.Utc));
            // The day of the start is drawn up to an hour ago: from then on the stations are really heard.
            for (var i = 0; i < stations.Count; i++) await history.Draw(stations[i], i, day, now.AddHours(-1), songs, ct);
        }
        progress.Step("Calculating last month");
        await CalculateLastMonth(people, firstDay, ct);
        progress.Step(null);
        log.LogInformation("The demo world is complete");
    }

    // Left for finance to look at and a second person to approve; a month that is approved already stays as it is.
    private async Task CalculateLastMonth(IReadOnlyDictionary<string, Actor> people, DateOnly firstDay, CancellationToken ct)
    {
        var month = firstDay.ToString("yyyy-MM", CultureInfo.InvariantCulture);
        await using (var db = await services.GetRequiredService<IDbContextFactory<MarketplaceDb>>().CreateDbContextAsync(ct))
            if (await db.Periods.AnyAsync(p => p.Id == month && p.State != PeriodState.Open, ct)) return;
        (await services.GetRequiredService<RequestCalculation>().Run(
            new(month, Guid.NewGuid()), people[DemoCast.Staff[0].Email], ct)).Must();
    }

    private string Address()
    {
        var address = server.Features.Get<IServerAddressesFeature>()!.Addresses.First(a => a.StartsWith("http:", StringComparison.Ordinal));
        return $"http://127.0.0.1:{new Uri(address.Replace("*", "localhost").Replace("+", "localhost")).Port}";
    }
}

/// <summary>How far the demo world is, for the page that offers its accounts.</summary>
public sealed class DemoProgress
{
    /// <summary>What is being made now; null when everything is there.</summary>
    public string? Now { get; private set; } = "Starting";

    /// <summary>The next step begins; null ends.</summary>
    public void Step(string? text) => Now = text;
}
