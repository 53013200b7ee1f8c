using System.Reflection;
using Marketplace.Core.Kernel;

namespace Marketplace.Web.Hosting;

/// <summary>Reads classes of settings.</summary>
public static class Settings
{
    /// <summary>Binds the class marked with <see cref="SettingsAttribute"/> and checks its data annotations when the server starts.</summary>
    /// <returns>The builder, for rules that annotations cannot say.</returns>
    public static Microsoft.Extensions.Options.OptionsBuilder<T> AddSettings<T>(this IServiceCollection services) where T : class =>
        services.AddOptions<T>().BindConfiguration(SectionOf<T>()).ValidateDataAnnotations().ValidateOnStart();

    /// <summary>The settings, for code that runs before the services exist. Not yet checked.</summary>
    public static T ReadSettings<T>(this IConfiguration configuration) where T : class, new() =>
        configuration.GetSection(SectionOf<T>()).Get<T>() ?? new T();

    private static string SectionOf<T>() => typeof(T).GetCustomAttribute<SettingsAttribute>()?.Section
        ?? throw new InvalidOperationException($"{typeof(T)} has no [Settings].");
}
