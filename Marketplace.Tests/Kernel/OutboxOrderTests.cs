using Marketplace.Core.Kernel;
using Marketplace.Tests.Kit;

namespace Marketplace.Tests.Kernel;

[Trait("Suite", "UseCases")]
public sealed class OutboxOrderTests
{
    public sealed record Counted(int Number) : IEvent;

    [Fact]
    public async Task Events_of_one_millisecond_are_claimed_in_the_order_they_were_written()
    {
        await using var world = await World.New();
        var now = world.Clock.GetUtcNow().UtcDateTime;
        await using (var db = world.Db())
        {
            for (var i = 0; i < 300; i++) db.Tell(new Counted(i), now);
            await db.SaveChangesAsync();
        }
        await using var reader = world.Db();
        var claimed = await reader.Dialect.ClaimOutbox(reader, now, now.AddMinutes(5), 300, default);
        var numbers = claimed.Select(m => System.Text.Json.JsonSerializer.Deserialize<Counted>(m.Body, KernelJson.Plain)!.Number).ToList();
        // The counter has 12 bits; at one place in 4096 it begins anew, which may fall into this run.
        var breaks = numbers.Zip(numbers.Skip(1)).Count(pair => pair.First > pair.Second);
        Assert.InRange(breaks, 0, 1);
        Assert.Equal(Enumerable.Range(0, 300), numbers.Order());
    }
}
