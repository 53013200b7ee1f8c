using Marketplace.Core.Accounts;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Web.Demo;

/// <summary>The demo world, only where <c>Demo:On</c> says so.</summary>
public static class DemoSetup
{
    /// <summary>Whether this server shows the demo world.</summary>
    public static bool IsDemo(this IConfiguration configuration) => configuration.GetValue<bool>("Demo:On");

    /// <summary>Adds the demo world, if it is on.</summary>
    public static IServiceCollection AddDemo(this IServiceCollection services, IConfiguration configuration)
    {
        if (!configuration.IsDemo()) return services;
        services.AddSingleton<DemoStudio>();
        services.AddSingleton<DemoRadio>();
        services.AddSingleton<DemoProgress>();
        services.AddHostedService<DemoWorld>();
        return services;
    }

    /// <summary>Maps the loopback stations, if the demo is on.</summary>
    public static WebApplication MapDemo(this WebApplication app)
    {
        if (!app.Configuration.IsDemo()) return app;
        app.MapGet("/demo/radio/{slug}.mp3", (string slug, HttpContext http, DemoRadio radio) => radio.Stream(slug, http))
            .AllowAnonymous();
        return app;
    }

    /// <summary>Refuses to serve a production whose database was a demonstration's: everybody knows those passwords, and its plays were drawn.</summary>
    /// <exception cref="InvalidOperationException">A demo account is there, open or closed.</exception>
    public static async Task RefuseDemoAccounts(this WebApplication app)
    {
        if (!app.Environment.IsProduction()) return;
        // Only proved addresses count: anybody can type one of these into the form of a production and never prove it.
        string[] known = [.. DemoCast.Artists.Concat(DemoCast.StationOwners).Concat(DemoCast.Clients).Concat(DemoCast.Staff).Select(p => MailAddress.Normalize(p.Email))];
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<MarketplaceDb>>().CreateDbContextAsync();
        var found = await db.Users.Where(u => u.EmailConfirmed && known.Contains(u.NormalizedEmail!)).Select(u => u.Email).Order().ToListAsync();
        if (found.Count > 0)
            throw new InvalidOperationException(
                $"Not started, unsafe for production: the database holds demo accounts ({string.Join(", ", found)}). Start with an empty one.");
    }

    /// <summary>Completes when the token is cancelled; the lifetime tells its moments that way.</summary>
    internal static async Task Reached(this CancellationToken moment, CancellationToken ct)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = moment.Register(reached.SetResult);
        await reached.Task.WaitAsync(ct);
    }
}
