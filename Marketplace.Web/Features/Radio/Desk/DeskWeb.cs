using Marketplace.Core.Kernel;
using Marketplace.Core.Radio.Desk;
using Marketplace.Web.Shell;
using Marketplace.Web.Ui;
using Microsoft.Extensions.Localization;

namespace Marketplace.Web.Features.Radio.Desk;

/// <summary>The moderator's pages.</summary>
public static class DeskWeb
{
    /// <summary>Adds the queue to navigation and to what needs a moderator.</summary>
    public static IServiceCollection AddDeskWeb(this IServiceCollection services)
    {
        services.AddTransient<INeeds, ReviewNeeds>();
        return services.AddNavigation(
            new NavEntry("/moderation", "Plays to decide", "ear", Groups.Moderation, Policies.Moderator) { IsTab = true },
            new NavEntry("/moderation/claims", "Claimed twice", "flag", Groups.Moderation, Policies.Moderator) { IsTab = true },
            new NavEntry("/moderation/unknown", "Unknown music", "radio", Groups.Moderation, Policies.Moderator));
    }
}

/// <summary>Plays that wait for a moderator.</summary>
public sealed class ReviewNeeds(ReviewQueue queue, IStringLocalizer texts) : INeeds
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<Blocker>> For(Actor actor, CancellationToken ct) => await queue.Count(actor, ct) switch
    {
        0 => [],
        1 => [new Blocker("wait", texts["Plays"], texts["1 play waits for a person; its money waits with it."], texts["Decide"], "/moderation")],
        var many => [new Blocker("wait", texts["Plays"], texts["{0} plays wait for a person; their money waits with them.", many], texts["Decide"], "/moderation")],
    };
}
