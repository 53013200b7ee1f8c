using Marketplace.Core.Accounts;
using Marketplace.Core.Accounts.Mail;
using Marketplace.Core.Accounts.Profiles;
using Marketplace.Core.Kernel;
using Marketplace.Core.Radio;
using Marketplace.Core.Radio.Tracks;
using Marketplace.Tests.Kit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Radio.Tracks;

[Trait("Suite", "UseCases")]
public sealed class SplitMailTests
{
    [Fact]
    public async Task Everybody_who_is_asked_gets_one_mail_in_their_language()
    {
        await using var world = await World.New(services =>
        {
            services.AddSingleton<Accounts.People.Letters>();
            services.AddTransient<IMailer>(provider => provider.GetRequiredService<Accounts.People.Letters>());
        });
        var ama = await world.Artist("ama");
        await world.Get<AccountSeeder>().Person("lan@example.test", "林岚", "a password of no importance",
            new Dictionary<Capability, IReadOnlyDictionary<string, string>>(), preferences: new PersonalSettings("zh-Hans", "Asia/Shanghai", "CNY"));
        var track = await world.HandIn(ama, ArtistWorld.Song(1, 6));
        await Propose(world, ama, track, 5000);
        await Tell(world);
        await Propose(world, ama, track, 4000); // Written anew on the same day: nobody is asked twice.
        await Tell(world);

        var letters = world.Get<Accounts.People.Letters>().All.OrderBy(l => l.To).ToList();
        Assert.Equal(["lan@example.test", "new@example.test"], letters.Select(l => l.To));
        Assert.Contains("《Harbour lights》", letters[0].Subject);
        Assert.DoesNotContain("/register", letters[0].Text);
        Assert.Equal("ama asks you to agree to your share of “Harbour lights”", letters[1].Subject);
        Assert.Contains("25 %", letters[1].Text);
        Assert.Contains("/register", letters[1].Text);
        Assert.Contains("/splits", letters[1].Text);
    }

    private static async Task Propose(World world, Actor artist, TrackId track, int own)
    {
        var proposed = await world.Get<ProposeSplit>().Run(new(track, null,
        [
            new("Ama", null, ContributorRole.Performer, own, true), new("Lan", "Lan@example.test", ContributorRole.Producer, 7500 - own, false),
            new("New\nperson", "new@example.test", ContributorRole.Composer, 2500, false),
        ], Guid.NewGuid()), artist, default);
        Assert.True(proposed.IsOk, proposed.Error?.Code);
    }

    // Every event twice, as the outbox may.
    private static async Task Tell(World world)
    {
        await using var db = world.Db();
        var handler = world.Get<IEnumerable<IEventHandler<SplitProposed>>>().Single(h => h is SplitMails);
        foreach (var message in await db.Outbox.Where(m => m.Type == typeof(SplitProposed).FullName).OrderBy(m => m.Id).ToListAsync())
        {
            var happened = System.Text.Json.JsonSerializer.Deserialize<SplitProposed>(message.Body, KernelJson.Plain)!;
            await handler.Handle(happened, default);
            await handler.Handle(happened, default);
        }
    }
}
