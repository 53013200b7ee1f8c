using Marketplace.Web.Shell;

namespace Marketplace.Web.Features.Support;

/// <summary>The desk that looks things up for people, across all features; it reads only.</summary>
public static class SupportWeb
{
    /// <summary>Adds the desk to navigation.</summary>
    public static IServiceCollection AddSupportWeb(this IServiceCollection services) => services.AddNavigation(
        new NavEntry("/support", "Look up", "search", Groups.Support, Policies.Desk) { IsTab = true });
}
