namespace Marketplace.Web.Ui;

/// <summary>Registers what the parts need: one set of messages and questions per open page.</summary>
public static class UiSetup
{
    /// <summary>Adds messages and questions.</summary>
    public static IServiceCollection AddUi(this IServiceCollection services)
    {
        services.AddScoped<Notice>();
        services.AddScoped<Dialogs>();
        return services;
    }
}
