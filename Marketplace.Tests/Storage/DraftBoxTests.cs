using Marketplace.Core.Kernel;
using Marketplace.Core.Storage.Drafts;
using Marketplace.Tests.Kit;

namespace Marketplace.Tests.Storage;

[Trait("Suite", "UseCases")]
public sealed class DraftBoxTests
{
    private static readonly Actor Efua = new(UserId.New(), "Efua");
    private static readonly Actor Kojo = new(UserId.New(), "Kojo");

    private sealed record Fields(string Title, string? Note = null);

    [Fact]
    public async Task A_draft_comes_back_as_it_was_last_kept_and_only_to_its_author()
    {
        await using var world = await World.New();
        var drafts = world.Get<DraftBox>();
        await drafts.Save(Efua, "track", new Fields("Sun"), default);
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await drafts.Save(Efua, "track", new Fields("Sunrise", "live"), default);

        var kept = await drafts.Load<Fields>(Efua, "track", default);
        Assert.Equal(new Fields("Sunrise", "live"), kept!.Value.Fields);
        Assert.Equal(world.Clock.GetUtcNow().UtcDateTime, kept.Value.SavedAt);
        Assert.Null(await drafts.Load<Fields>(Kojo, "track", default));
        Assert.Null(await drafts.Load<Fields>(Efua, "station", default));
    }

    [Fact]
    public async Task A_discarded_draft_is_gone()
    {
        await using var world = await World.New();
        var drafts = world.Get<DraftBox>();
        await drafts.Save(Efua, "track", new Fields("Sun"), default);
        await drafts.Discard(Kojo, "track", default);
        Assert.NotNull(await drafts.Load<Fields>(Efua, "track", default));
        await drafts.Discard(Efua, "track", default);
        Assert.Null(await drafts.Load<Fields>(Efua, "track", default));
    }

    [Fact]
    public async Task A_forgotten_draft_goes_when_its_author_writes_again()
    {
        await using var world = await World.New();
        var drafts = world.Get<DraftBox>();
        await drafts.Save(Efua, "old", new Fields("Sun"), default);
        world.Clock.Advance(DraftBox.Kept + TimeSpan.FromDays(1));
        await drafts.Save(Efua, "new", new Fields("Moon"), default);
        Assert.Null(await drafts.Load<Fields>(Efua, "old", default));
        Assert.NotNull(await drafts.Load<Fields>(Efua, "new", default));
    }

    [Fact]
    public async Task Guests_and_endless_texts_are_refused()
    {
        await using var world = await World.New();
        var drafts = world.Get<DraftBox>();
        Assert.Equal("draft.guest", (await drafts.Save(Actor.Guest, "track", new Fields("Sun"), default)).Error!.Code);
        Assert.Equal("draft.long", (await drafts.Save(Efua, "track", new Fields(new string('x', DraftBox.BodyLength)), default)).Error!.Code);
    }

    [Fact]
    public async Task Two_tabs_that_save_at_once_leave_one_draft()
    {
        await using var world = await World.New();
        var saves = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => world.Get<DraftBox>().Save(Efua, "track", new Fields($"{i}"), default)));
        Assert.All(saves, s => Assert.True(s.IsOk));
        Assert.NotNull(await world.Get<DraftBox>().Load<Fields>(Efua, "track", default));
    }

    [Fact]
    public async Task A_form_that_changed_its_shape_starts_empty()
    {
        await using var world = await World.New();
        var drafts = world.Get<DraftBox>();
        await drafts.Save(Efua, "track", new[] { 1, 2 }, default);
        Assert.Null(await drafts.Load<Fields>(Efua, "track", default));
    }
}
