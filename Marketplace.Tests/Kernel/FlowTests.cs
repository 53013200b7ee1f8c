using Marketplace.Core.Kernel;
using Marketplace.Tests.Kit;

namespace Marketplace.Tests.Kernel;

public class FlowTests
{
    private enum Door { Open, Closed, Locked }

    private static readonly Flow<Door> Steps = new(
        (Door.Open, Door.Closed), (Door.Closed, Door.Open), (Door.Closed, Door.Locked), (Door.Locked, Door.Closed));

    [Fact]
    public void Only_the_steps_of_the_table_are_allowed() =>
        FlowTable.Is(Steps, "Open: Closed", "Closed: Open Locked", "Locked: Closed");

    [Fact]
    public void A_refused_step_names_the_state_it_is_in()
    {
        var error = Steps.Check(Door.Open, Door.Locked);
        Assert.Equal(ErrorKind.Conflict, error!.Kind);
        Assert.Equal(["Open"], error.Arguments);
    }
}
