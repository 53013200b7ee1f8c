using Marketplace.Web.Shell;

namespace Marketplace.Web.Drill;

/// <summary>
/// A door for crash drills, through which anybody may move invented money. It exists only when the environment is Development and
/// <c>Drill:On</c> is set; a production server that is told to open it does not start.
/// </summary>
public static class DrillSetup
{
    /// <summary>Whether the door exists.</summary>
    public static bool IsDrill(this IConfiguration configuration, IHostEnvironment environment) =>
        environment.IsDevelopment() && configuration.GetValue<bool>("Drill:On");

    /// <summary>Registers the step.</summary>
    public static IServiceCollection AddDrill(this IServiceCollection services) => services.AddTransient<DrillStep>();

    /// <summary>Maps the door, if there is to be one.</summary>
    public static WebApplication MapDrill(this WebApplication app)
    {
        if (!app.Configuration.IsDrill(app.Environment)) return app;
        app.MapPost("/drill/steps", async (DrillStep.Command command, DrillStep step, CancellationToken ct) => (await step.Run(command, ct)).ToHttp())
            .AllowAnonymous().DisableAntiforgery();
        return app;
    }
}
