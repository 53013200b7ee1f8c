using Marketplace.Core.Kernel;
using Marketplace.Core.Radio;
using Marketplace.Core.Radio.Tracks;
using Marketplace.Tests.Kit;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Radio.Tracks;

[Trait("Suite", "UseCases")]
public sealed class SplitTests
{
    [Fact]
    public void Steps_of_a_sheet() => FlowTable.Is(SplitVersion.Flow,
        "Proposed: Accepted Draft Superseded", "Draft: Superseded", "Accepted: Superseded");

    public static TheoryData<int[], string> WrongSums => new()
    {
        { [5000, 4999], "split.sum" }, { [5000, 5001], "split.sum" }, { [], "split.sum" }, { [10_000, 0], "split.zero" },
        { [11_000, -1000], "split.zero" }, { [int.MaxValue, int.MaxValue], "split.sum" },
    };

    [Theory, MemberData(nameof(WrongSums))]
    public async Task Shares_that_are_no_whole_are_refused(int[] shares, string code)
    {
        await using var world = await World.New();
        var ama = await world.Artist("ama");
        var track = await world.HandIn(ama, ArtistWorld.Song(1, 6));
        var lines = shares.Select((bp, i) => new ShareLine($"Person {i}", null, ContributorRole.Performer, bp, i == 0)).ToList();
        Assert.Equal(code, (await Propose(world, ama, track, lines)).Error!.Code);
        Assert.Empty(await world.Get<SplitQueries>().Of(track, ama, default));
    }

    [Fact]
    public async Task With_the_last_agreement_a_sheet_is_in_force_and_never_before()
    {
        await using var world = await World.New();
        var (ama, kofi, esi) = (await world.Artist("ama"), await world.Artist("kofi"), await world.Artist("esi"));
        var track = await world.HandIn(ama, ArtistWorld.Song(1, 6));
        var split = (await Propose(world, ama, track, [Me(5000), Asked("kofi", 3000), Asked("esi", 2000)])).Value;
        Assert.Equal("Harbour lights", (await world.Get<SplitQueries>().Invitations(kofi, default)).Single().TrackTitle);

        Assert.Equal("split.unknown", (await Accept(world, await world.Artist("yaw"), split)).Error!.Code);
        Assert.True((await Accept(world, kofi, split)).IsOk);
        Assert.Equal(SplitState.Proposed, (await Sheet(world, ama, track)).State);
        Assert.Empty((await world.Get<SplitQueries>().EverInForce([track], default))[track]);
        Assert.Empty(await world.Get<SplitQueries>().Invitations(kofi, default));

        var key = Guid.NewGuid();
        await Task.WhenAll(Accept(world, esi, split, key), Accept(world, esi, split, key));
        var sheet = await Sheet(world, ama, track);
        Assert.Equal((SplitState.Accepted, 10_000), (sheet.State, sheet.Shares.Sum(s => s.BasisPoints)));
        Assert.True(sheet.IsInForce(world.Clock.GetUtcNow().UtcDateTime));
    }

    [Fact]
    public async Task An_artist_is_told_of_tracks_without_a_sheet_and_then_whose_answer_is_missing()
    {
        await using var world = await World.New();
        var (ama, kofi) = (await world.Artist("ama"), await world.Artist("kofi"));
        var track = (await world.Listened(ama, ArtistWorld.Song(1, 12))).Id;
        var queries = world.Get<SplitQueries>();
        Assert.Equal((track, "Harbour lights"), Assert.Single(await queries.WithoutSheet(ama, default)));
        Assert.Empty(await queries.WithoutSheet(kofi, default));
        Assert.Empty(await queries.Unanswered(ama, default));

        var split = (await Propose(world, ama, track, [Me(6000), Asked("kofi", 4000)])).Value;
        Assert.Empty(await queries.WithoutSheet(ama, default));
        var waiting = Assert.Single(await queries.Unanswered(ama, default));
        Assert.Equal(("Harbour lights", 4000), (waiting.TrackTitle, waiting.BasisPoints));
        Assert.Empty(await queries.Unanswered(kofi, default));

        Assert.True((await Accept(world, kofi, split)).IsOk);
        Assert.Empty(await queries.Unanswered(ama, default));
        Assert.Empty(await queries.WithoutSheet(ama, default));
    }

    [Fact]
    public async Task Sheets_follow_each_other_without_gap_or_overlap()
    {
        await using var world = await World.New();
        var (ama, kofi) = (await world.Artist("ama"), await world.Artist("kofi"));
        var track = await world.HandIn(ama, ArtistWorld.Song(1, 6));
        await Propose(world, ama, track, [Me(10_000)]);
        var first = await Sheet(world, ama, track);
        Assert.Equal(SplitState.Accepted, first.State);

        var next = first.From.AddDays(10);
        Assert.Equal("split.overlap", (await Propose(world, ama, track, [Me(10_000)], first.From)).Error!.Code);
        var abandoned = (await Propose(world, ama, track, [Me(6000), Asked("kofi", 4000)], next)).Value;
        var second = (await Propose(world, ama, track, [Me(7000), Asked("kofi", 3000)], next)).Value;
        Assert.Equal("state", (await Accept(world, kofi, abandoned)).Error!.Code);
        Assert.True((await Accept(world, kofi, second)).IsOk);

        var ever = (await world.Get<SplitQueries>().EverInForce([track], default))[track].ToList();
        Assert.Equal([(first.From, (DateTime?)next), (next, null)], ever.Select(v => (v.From, v.To)));
        foreach (var day in Enumerable.Range(0, 30).Select(d => first.From.AddDays(d))) Assert.Single(ever, v => v.IsInForce(day));
    }

    [Fact]
    public async Task A_refusal_goes_back_with_its_reason()
    {
        await using var world = await World.New();
        var (ama, kofi) = (await world.Artist("ama"), await world.Artist("kofi"));
        var track = await world.HandIn(ama, ArtistWorld.Song(1, 6));
        var split = (await Propose(world, ama, track, [Me(5000), Asked("kofi", 5000)])).Value;
        var decline = world.Get<DeclineSplit>();
        Assert.Equal("split.reason", (await decline.Run(new(split, " ", Guid.NewGuid()), kofi, default)).Error!.Code);
        Assert.True((await decline.Run(new(split, "We agreed on 60", Guid.NewGuid()), kofi, default)).IsOk);
        Assert.Equal((SplitState.Draft, "We agreed on 60"), ((await Sheet(world, ama, track)).State, (await Sheet(world, ama, track)).DeclineReason));
        Assert.Equal("state", (await Accept(world, kofi, split)).Error!.Code);
    }

    [Fact]
    public async Task Who_cannot_be_asked_waits_under_the_name_and_nobody_else_gets_the_share()
    {
        await using var world = await World.New();
        var ama = await world.Artist("ama");
        var track = await world.HandIn(ama, ArtistWorld.Song(1, 6));
        await Propose(world, ama, track, [Me(8000), new("Old drummer", null, ContributorRole.Performer, 2000, false)]);
        var sheet = await Sheet(world, ama, track);
        Assert.Equal(SplitState.Accepted, sheet.State);
        Assert.Null(sheet.Shares[1].Contributor);
    }

    [Fact]
    public async Task Lines_that_make_no_sense_are_refused()
    {
        await using var world = await World.New();
        var ama = await world.Artist("ama");
        var track = await world.HandIn(ama, ArtistWorld.Song(1, 6));
        Assert.Equal("split.name", (await Propose(world, ama, track, [Me(5000), Asked("kofi", 5000) with { Name = " " }])).Error!.Code);
        Assert.Equal("split.email", (await Propose(world, ama, track, [Me(5000), Asked("kofi", 5000) with { Email = "nobody" }])).Error!.Code);
        Assert.Equal("split.twice", (await Propose(world, ama, track, [Asked("kofi", 5000), Asked("kofi", 5000)])).Error!.Code);
        Assert.Equal("split.twice", (await Propose(world, ama, track, [Me(5000), Asked("ama", 5000)])).Error!.Code);
        Assert.Equal("track.unknown", (await Propose(world, await world.Artist("kofi"), track, [Me(10_000)])).Error!.Code);
    }

    private static ShareLine Me(int bp) => new("Ama", null, ContributorRole.Performer, bp, true);

    private static ShareLine Asked(string name, int bp) => new(name, $"{name}@example.test", ContributorRole.Producer, bp, false);

    private static Task<Result<SplitVersionId>> Propose(
        World world, Actor actor, TrackId track, IReadOnlyList<ShareLine> lines, DateTime? from = null) =>
        world.Get<ProposeSplit>().Run(new(track, from, lines, Guid.NewGuid()), actor, default);

    private static Task<Result<SplitAnswered>> Accept(World world, Actor actor, SplitVersionId split, Guid? key = null) =>
        world.Get<AcceptSplit>().Run(new(split, key ?? Guid.NewGuid()), actor, default);

    private static async Task<SplitView> Sheet(World world, Actor actor, TrackId track) =>
        (await world.Get<SplitQueries>().Of(track, actor, default))[0];
}
