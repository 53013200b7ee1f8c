using Marketplace.Tests.Kit;

namespace Marketplace.Tests.EndToEnd;

/// <summary>One running application for all tests of a class.</summary>
public sealed class Site : IAsyncDisposable
{
    public WebHost Host { get; } = WebHost.ForBrowsers();

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
