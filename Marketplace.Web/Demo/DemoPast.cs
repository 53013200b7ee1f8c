using Marketplace.Core.Accounts;
using Marketplace.Core.Kernel;
using Marketplace.Core.Media;
using Marketplace.Core.Radio;
using Marketplace.Core.Royalties;
using Marketplace.Core.Storage;
using Marketplace.Web.Hosting;

namespace Marketplace.Web.Demo;

/// <summary>
/// The core of the product a second time, on the same data but on a clock of its own: the demo lives through its history with
/// the same use cases that run today, and nothing is back-dated by hand.
/// </summary>
public sealed class DemoPast : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    /// <summary>A past that begins at the given instant. Secrets are closed with the ring of today, or nobody could sign in.</summary>
    public DemoPast(IConfiguration configuration, ISecretBox box, DateTime start)
    {
        Clock = new VirtualClock(start);
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Clock);
        services.AddSingleton(new MediaOptions { Folder = configuration.DataPath() });
        services.AddSingleton(box);
        services.AddLogging();
        services.AddKernel().AddStorage(configuration.Connection()).AddAccounts().AddMedia().AddRadio().AddRoyalties();
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

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
