using Marketplace.Core.Accounts.People;
using Marketplace.Core.Kernel;
using Marketplace.Core.Operations;
using Marketplace.Core.Payments.Invoices;
using Marketplace.Core.Radio.Desk;
using Marketplace.Core.Radio.Plays;
using Marketplace.Core.Radio.Showcase;
using Marketplace.Core.Radio.Tracks;
using Marketplace.Core.Royalties.Statements;
using Marketplace.Tests.Kit;

namespace Marketplace.Tests.Kernel;

/// <summary>What people type to search for.</summary>
[Trait("Suite", "UseCases")]
public sealed class SearchWordsTests
{
    private const string Bad = " \0a\u0001\ud800 ";

    [Theory]
    [InlineData(null, "")]
    [InlineData("  Ama ", "Ama")]
    [InlineData("A\0m\u0001a\r\n", "Ama")]
    [InlineData("\0", "")]
    [InlineData("爱之歌 Ɔdɔ 🎵", "爱之歌 Ɔdɔ 🎵")]
    [InlineData(Bad, "a")]
    public void Only_what_a_database_can_hold_is_searched_for(string? typed, string words) => Assert.Equal(words, SearchWords.Of(typed));

    [Fact]
    public void A_long_text_is_cut_and_no_character_is_halved()
    {
        Assert.Equal(new string('a', SearchWords.Most), SearchWords.Of(new string('a', 1000)));
        Assert.Equal(new string('a', SearchWords.Most - 1), SearchWords.Of(new string('a', SearchWords.Most - 1) + "🎵"));
    }

    [Fact]
    public async Task Every_search_answers_to_a_text_that_a_database_refuses()
    {
        await using var world = await World.New();
        var all = new Actor(UserId.New(), "Esi") { StaffRoles = Enum.GetValues<StaffRole>().ToHashSet(), HasSecondFactor = true };
        Assert.Equal(0, (await world.Get<PublicPeople>().With(Capability.Artist, Bad, 0, 10, default)).Total);
        Assert.Equal(0, (await world.Get<PeopleQueries>().Find(all, new PeopleFilter(Bad, null, null, null, 0, 10), default)).Total);
        Assert.Equal(0, (await world.Get<StationShowcase>().List(Bad, 0, 10, default)).Total);
        Assert.Equal(0, (await world.Get<TrackQueries>().Mine(all, Bad, null, 0, 10, default)).Total);
        Assert.Equal(0, (await world.Get<ArtistAirplay>().Log(all, new PlayFilter(Bad, null, null, 0, 10), default)).Total);
        Assert.Empty(await world.Get<RadioLookUp>().Tracks(all, Bad + "b", default));
        Assert.Empty(await world.Get<RadioLookUp>().Stations(all, Bad + "b", default));
        Assert.Equal(0, (await world.Get<StatementQueries>().OfMonth(all, "2026-07", 1, StatementKind.Artist, Bad, 0, 10, default)).Total);
        Assert.Equal(0, (await world.Get<InvoiceQueries>().All(all, new InvoiceFilter(Bad, null, null, null), 0, 10, default)).Total);
        Assert.Empty((await world.Get<OperationsQueries>().Audit(all, Bad, null, default)).Rows);
    }
}
