using Marketplace.Core.Radio;
using Marketplace.Tests.Kit;

namespace Marketplace.Tests.Radio;

public class PlayFlowTests
{
    [Fact]
    public void A_play_moves_only_as_the_rule_book_says() => FlowTable.Is(
        PlayFlow.Steps,
        "Detected: Confirmed NeedsReview Rejected Fragment Overlapped",
        "NeedsReview: Confirmed Rejected",
        "Confirmed: Disputed",
        "Disputed: Confirmed Rejected Amended");
}
