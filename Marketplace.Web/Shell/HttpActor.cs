using Marketplace.Core.Kernel;

namespace Marketplace.Web.Shell;

/// <summary>
/// Who sent a request. Endpoints take a parameter of type <see cref="Core.Kernel.Actor"/>; pages ask <see cref="Who"/> instead, because a
/// circuit outlives its first request.
/// </summary>
public static class HttpActor
{
    private static readonly object Key = new();

    /// <summary>The actor of this request, read once.</summary>
    public static async Task<Actor> Of(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        if (http.Items.TryGetValue(Key, out var known)) return (Actor)known!;
        var actor = await http.RequestServices.GetRequiredService<SessionActors>().Of(http.User, http.RequestAborted);
        http.Items[Key] = actor;
        return actor;
    }

    /// <summary>The actor that sign-in left in this request; a guest when there is none.</summary>
    public static Actor Actor(this HttpContext http) => http.Items.TryGetValue(Key, out var known) ? (Actor)known! : Core.Kernel.Actor.Guest;

    internal static void Remember(HttpContext http, Actor actor) => http.Items[Key] = actor;

    /// <summary>Lets endpoints take the actor as a parameter.</summary>
    public static IServiceCollection AddHttpActor(this IServiceCollection services) => services
        .AddHttpContextAccessor()
        .AddScoped(provider => provider.GetRequiredService<IHttpContextAccessor>().HttpContext?.Actor() ?? Core.Kernel.Actor.Guest);
}
