using System.Diagnostics;

namespace Marketplace.Core.Kernel;

/// <summary>The product's own traces: one span per use case, <c>FundMilestone</c>, and one per told event, <c>told MilestoneFunded</c>.</summary>
/// <remarks>Names and codes only: no command, no address and no answer is written into a span.</remarks>
public static class Traces
{
    /// <summary>Where spans come from; costs nothing while nobody listens.</summary>
    public static readonly ActivitySource Source = new("Marketplace");
}
