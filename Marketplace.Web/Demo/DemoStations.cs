using Marketplace.Core.Kernel;
using Marketplace.Core.Radio;
using Marketplace.Core.Radio.Stations;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Web.Demo;

/// <summary>The stations register and name their streams; each of our own loopback streams is one of them.</summary>
public static class DemoStations
{
    private const string StreamPath = "/demo/radio/";
    private static readonly ListeningMode Often = new(15, 30, 5);

    /// <summary>Address of a station's loop.</summary>
    public static string StreamOf(string server, string slug) => $"{server.TrimEnd('/')}{StreamPath}{slug}.mp3";

    /// <summary>Makes the stations that are missing, without streams: nobody listens yet.</summary>
    public static async Task<IReadOnlyList<Station>> Register(
        DemoPast past, IReadOnlyDictionary<string, Actor> people, CancellationToken ct)
    {
        for (var i = 0; i < DemoCast.Stations.Count; i++)
        {
            var owner = people[DemoCast.StationOwners[i].Email];
            if (await Of(past, owner, ct) is not null) continue;
            var (_, name, region, tier, _) = DemoCast.Stations[i];
            var licence = tier == nameof(StationTier.COM) ? LicenceClass.Campus : LicenceClass.Commercial;
            var id = (await past.Get<RegisterStation>().Run(
                new(name, region, "GH", "Africa/Accra", licence, 40_000 * (3 - i), Guid.NewGuid()), owner, ct)).Must();
            (await past.Get<SetStationTier>().Run(
                new(id, Enum.Parse<StationTier>(tier), Guid.NewGuid()), Actor.System("demo"), ct)).Must();
        }
        return await All(past, people, ct);
    }

    /// <summary>Puts the stations on air at the address of this server, which may be another than last time.</summary>
    public static async Task GoOnAir(
        IServiceProvider present, DemoPast past, IReadOnlyDictionary<string, Actor> people, string server, CancellationToken ct)
    {
        for (var i = 0; i < DemoCast.Stations.Count; i++)
        {
            var owner = people[DemoCast.StationOwners[i].Email];
            var station = (await Of(past, owner, ct))!;
            var slug = DemoCast.Stations[i].Slug;
            string[] wanted = DemoCast.Stations[i].DeadFirst
                ? [StreamOf(server, "closed-" + slug), StreamOf(server, slug)]
                : [StreamOf(server, slug)];
            if (station.Urls.Select(u => u.Url).SequenceEqual(wanted)) continue;
            foreach (var old in station.Urls.Where(u => u.Url.Contains(StreamPath, StringComparison.Ordinal)))
                (await present.GetRequiredService<RemoveStreamUrl>().Run(new(station.Id, old.Id, Guid.NewGuid()), owner, ct)).Must();
            foreach (var url in wanted)
                (await present.GetRequiredService<AddStreamUrl>().Run(new(station.Id, url, Guid.NewGuid()), owner, ct)).Must();
            // The first station is listened to twice as often, so that a play shows soon after the first start.
            if (i == 0)
                (await present.GetRequiredService<SetSamplingPlan>().Run(
                    new(station.Id, Often, Guid.NewGuid()), Actor.System("demo"), ct)).Must();
        }
    }

    private static async Task<IReadOnlyList<Station>> All(
        DemoPast past, IReadOnlyDictionary<string, Actor> people, CancellationToken ct)
    {
        List<Station> all = [];
        foreach (var owner in DemoCast.StationOwners) all.Add((await Of(past, people[owner.Email], ct))!);
        return all;
    }

    private static async Task<Station?> Of(DemoPast past, Actor owner, CancellationToken ct)
    {
        await using var db = await past.Get<IDbContextFactory<MarketplaceDb>>().CreateDbContextAsync(ct);
        return await db.Stations.AsNoTracking().FirstOrDefaultAsync(s => s.OwnerId == owner.UserId, ct);
    }
}
