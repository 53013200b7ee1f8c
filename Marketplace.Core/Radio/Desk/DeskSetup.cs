using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Core.Radio.Desk;

/// <summary>Registers what staff look at.</summary>
public static class DeskSetup
{
    /// <summary>Adds look-up and review queue.</summary>
    public static IServiceCollection AddDesk(this IServiceCollection services) =>
        services.AddTransient<RadioLookUp>().AddTransient<ReviewQueue>();
}
