using Marketplace.Web.Hosting.Health;

namespace Marketplace.Web.Features.Operations;

/// <summary>How a finding looks and is called.</summary>
internal static class HealthTone
{
    /// <summary>The colour.</summary>
    public static string Of(HealthState state) => state switch
    {
        HealthState.Fine => "ok",
        HealthState.Degraded => "wait",
        _ => "bad",
    };

    /// <summary>The word in English, also the translation key.</summary>
    public static string Word(HealthState state) => state switch
    {
        HealthState.Fine => "Works",
        HealthState.Degraded => "Limited",
        _ => "Down",
    };
}
