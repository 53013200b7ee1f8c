using Marketplace.Core.Payments.Rails.Attempts;
using Marketplace.Core.Payments.Rails.Operations;
using Marketplace.Tests.Kit;

namespace Marketplace.Tests.Payments.Rails;

/// <summary>Every pair of states, as the README prints them.</summary>
public sealed class RailFlowTests
{
    [Fact]
    public void An_operation_goes_only_these_steps() => FlowTable.Is(RailOperation.Flow,
        "Created: Submitted Cancelled Expired", "Submitted: Pending Unknown Succeeded Failed Cancelled Expired",
        "Unknown: Created Pending Succeeded Failed Cancelled Expired NeedsAttention", "Pending: Succeeded Failed Cancelled Expired NeedsAttention",
        "NeedsAttention: Created Pending Succeeded Failed Cancelled Expired", "Cancelled: Succeeded", "Expired: Succeeded", "Failed: Succeeded");

    [Fact]
    public void A_payment_goes_only_these_steps() => FlowTable.Is(PaymentAttempt.Flow,
        "Created: Presented Processing AwaitingTopUp Verified Failed Expired Unknown Refunding",
        "Presented: Processing AwaitingTopUp Verified Failed Expired Unknown Refunding",
        "Processing: AwaitingTopUp Verified Failed Expired Unknown Refunding",
        "Unknown: Presented Processing AwaitingTopUp Verified Failed Expired Refunding",
        "AwaitingTopUp: Verified Refunding", "Expired: Verified Refunding", "Failed: Verified Refunding", "Refunding: Refunded");
}
