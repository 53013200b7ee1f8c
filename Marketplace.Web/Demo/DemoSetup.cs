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

    /// <summary>Completes when the token is cancelled; the lifetime tells its moments that way.</summary>
    internal static async Task Reached(this CancellationToken moment, CancellationToken ct)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = moment.Register(reached.SetResult);
        await reached.Task.WaitAsync(ct);
    }
}
