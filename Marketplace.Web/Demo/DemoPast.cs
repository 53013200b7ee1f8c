using Marketplace.Core.Accounts;
using Marketplace.Core.Kernel;
using Marketplace.Core.Media;
using Marketplace.Core.Payments;
using Marketplace.Core.Payments.Journal;
using Marketplace.Core.Payments.Rails;
using Marketplace.Core.Payments.Withdrawals;
using Marketplace.Core.Radio;
using Marketplace.Core.Royalties;
using Marketplace.Core.Storage;
using Marketplace.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Web.Demo;

/// <summary>
/// The core of the product a second time, on the same data but on a clock of its own: the demo lives through its history with
/// the same use cases that run today, and nothing is back-dated by hand.
/// </summary>
public sealed class DemoPast : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    /// <summary>A past that begins at the given instant. Secrets are closed with the ring of today, or nobody could sign in.</summary>
    /// <param name="configuration">Where the data is.</param>
    /// <param name="present">The services of today: their key ring, the head of their books, their rails.</param>
    /// <param name="start">When it begins, UTC.</param>
    /// <param name="isBackstage">Whether its news and timers stay hidden from the server of today; see <see cref="DemoBackstage"/>.</param>
    public DemoPast(IConfiguration configuration, IServiceProvider present, DateTime start, bool isBackstage = false)
    {
        Clock = new VirtualClock(start);
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Clock);
        services.AddSingleton(new MediaOptions { Folder = configuration.DataPath() });
        services.AddSingleton(present.GetRequiredService<ISecretBox>());
        services.AddSingleton(present.GetRequiredService<ILedgerHead>());
        services.AddSingleton(present.GetRequiredService<RailsOptions>());
        services.AddTransient<INameEnquiry, DemoNetwork>();
        services.AddLogging();
        services.AddKernel().AddStorage(configuration.Connection()).AddAccounts().AddMedia().AddPayments().AddRadio().AddRoyalties();
        if (isBackstage) HideBehindStage(services);
        _services = services.BuildServiceProvider();
    }

    /// <summary>The clock of the past.</summary>
    public VirtualClock Clock { get; }

    /// <summary>The instant that it is now, back then.</summary>
    public DateTime Now => Clock.GetUtcNow().UtcDateTime;

    /// <summary>Moves to a later instant; an earlier one changes nothing.</summary>
    public void MoveTo(DateTime instant)
    {
        if (instant > Now) Clock.Advance(instant - Now);
    }

    /// <summary>A use case or query that lives in the past.</summary>
    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    private void HideBehindStage(ServiceCollection services)
    {
        var stage = services.Last(s => s.ServiceType == typeof(IDbContextFactory<MarketplaceDb>));
        services.Remove(stage);
        services.AddSingleton<IDbContextFactory<MarketplaceDb>>(provider =>
            new DemoBackstage((IDbContextFactory<MarketplaceDb>)ActivatorUtilities.CreateInstance(provider, stage.ImplementationType!), Clock));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
