using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Kit;

[Trait("Suite", "UseCases")]
public sealed class WorldTests
{
    [Fact]
    public async Task A_new_world_has_every_table_and_no_pending_model_change()
    {
        await using var world = await World.New();
        await using var db = world.Db();
        Assert.False(db.Database.HasPendingModelChanges());
        Assert.Empty(await db.Receipts.ToListAsync());
    }
}
