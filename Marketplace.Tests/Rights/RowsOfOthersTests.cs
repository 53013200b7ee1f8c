using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.RegularExpressions;
using Marketplace.Core.Kernel;
using Marketplace.Core.Media;
using Marketplace.Core.Radio;
using Marketplace.Core.Radio.Listening;
using Marketplace.Core.Radio.Plays;
using Marketplace.Core.Radio.Sampling;
using Marketplace.Core.Royalties.Periods;
using Marketplace.Tests.Kit;
using Marketplace.Tests.Royalties;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Rights;

/// <summary>
/// One artist has a track, a play with its clip, a statement and a half-sent file. Nobody else finds them, however the address is
/// spelt; a foreign row answers like an absent one, and nothing of it is in the answer.
/// </summary>
public sealed partial class RowsOfOthersTests
{
    private const string Title = "Zebrafish Lagoon", FileName = "zebrafish-take-7.wav", Clip = "ZEBRAFISH-CLIP";

    [Fact]
    public async Task Nobody_finds_the_rows_of_another_artist()
    {
        await using var host = WebHost.New(null,
            ("Logging:LogLevel:Default", "None"), ("Logging:LogLevel:Microsoft", "None"), ("Pdf:NoSandbox", "true"), ("Radio:Listen", "false"));
        var visitors = await Cast.Assemble(host);
        var (rows, statement) = await Rows(host);
        string[] traces = [Title, "zebrafish", Clip, statement];
        var ama = visitors.Single(v => v.Name == "ama@x.gh");
        foreach (var (path, _) in rows.Where(r => !r.Path.EndsWith(".pdf", StringComparison.Ordinal)))
        {
            using var own = await ama.Browser.GetAsync(path);
            Assert.True(own.IsSuccessStatusCode, $"Its own artist is answered {(int)own.StatusCode} at {path}.");
        }

        List<string> leaks = [];
        foreach (var visitor in visitors)
            foreach (var (path, staff) in rows)
                if (visitor != ama && !staff.Contains(visitor.Name))
                    foreach (var spelling in visitor.Name == "kofi@x.gh" ? Spellings(path) : [path])
                        if (await Leak(visitor.Browser, spelling, traces) is { } leak) leaks.Add($"{visitor.Name} at {spelling}: {leak}");
        Assert.True(leaks.Count == 0, string.Join('\n', leaks));
    }

    [Fact]
    public async Task Nobody_writes_into_or_takes_away_the_upload_of_another()
    {
        await using var host = WebHost.New();
        await host.Person("ama@x.gh", Capability.Artist);
        await host.Person("kofi@x.gh", Capability.Artist);
        await host.StaffMember("boss@x.gh", StaffRole.Superadmin);
        var ama = await WithToken(await host.SignedInClient("ama@x.gh"));
        var created = await ama.PostAsJsonAsync("/uploads", new { purpose = "Audio", fileName = FileName, bytes = 1000 });
        var address = created.Headers.Location!.ToString();
        Assert.Equal(HttpStatusCode.NoContent, (await Append(ama, address, 0)).StatusCode);

        foreach (var email in new[] { "kofi@x.gh", "boss@x.gh" })
        {
            var other = await WithToken(await host.SignedInClient(email));
            var absent = "/uploads/" + Guid.NewGuid();
            foreach (var offset in new[] { 0, 3 })
                Assert.Equal(await Said(await Append(other, absent, offset)), await Said(await Append(other, address, offset)));
            Assert.Equal(await Said(await other.DeleteAsync(absent)), await Said(await other.DeleteAsync(address)));
        }
        using var still = await ama.GetAsync(address);
        Assert.Equal("3", still.Headers.GetValues("Upload-Offset").Single());
    }

    // Every address of the artist's rows, with the members of staff whose work it is to see them.
    private static async Task<(IReadOnlyList<(string Path, string[] Staff)> Addresses, string Statement)> Rows(WebHost host)
    {
        var owner = await host.Person("station-of-nobody-else@x.gh", Capability.Station);
        var blobs = host.Get<IBlobStore>();
        var audio = await blobs.Put(new MemoryStream(ArtistWorld.Song(1, 20)), default);
        var clip = await blobs.Put(new MemoryStream(Encoding.UTF8.GetBytes(Clip)), default);
        var today = TimeProvider.System.GetUtcNow();
        var noon = new DateTime(today.Year, today.Month, 1, 12, 0, 0, DateTimeKind.Utc).AddMonths(-1);
        await using var db = host.Db();
        var ama = new UserId((await db.Users.SingleAsync(u => u.Email == "ama@x.gh")).Id);
        var station = Months.Station(db, owner, "Quiet FM", StationTier.A);
        var song = Months.Song(db, ama, Title, 20, (ama, "Ama", 10_000));
        var track = db.Tracks.Local.Single();
        db.Entry(track).Property(t => t.AudioBlob).CurrentValue = audio;
        db.Entry(track).Property(t => t.FileName).CurrentValue = FileName;
        var play = Months.Play(db, station, song, noon, 200, 200);
        var window = Guid.CreateVersion7();
        db.Add(new CaptureWindow
        {
            Id = window, StationId = station, PlanId = db.Stations.Local.Single().Plan.Id, ScheduledAt = noon, StartAt = noon, LengthMs = 15_000,
            Outcome = WindowOutcome.Ok, RecordedAt = noon,
        });
        var detection = new Detection
        {
            Id = Guid.CreateVersion7(), WindowId = window, StationId = station, RecordingId = song, WindowStartAt = noon,
            WindowEndAt = noon.AddSeconds(15), MatchStartAt = noon, MatchEndAt = noon.AddSeconds(15), ReferenceOffsetMs = 1000, ReferenceMs = 20_000,
            Score = 0.9, MatcherVersion = "test", EvidenceKey = clip, EvidenceHash = clip, RecordedAt = noon,
        };
        db.Add(detection);
        db.Add(new PlayDetection { DetectionId = detection.Id, PlayId = play });
        await db.SaveChangesAsync();

        var period = noon.ToString("yyyy-MM", CultureInfo.InvariantCulture);
        Assert.True((await host.Get<CalculateMonth>().Run(
            new(period, default, "", Guid.Empty), Months.Finance("Esi"), (_, _) => Task.CompletedTask, default)).IsOk);
        Assert.True((await host.Get<ApproveMonth>().Run(new(period, 1, Guid.NewGuid()), Months.Finance("Yaw"), default)).IsOk);
        var statement = await db.Statements.AsNoTracking().SingleAsync(s => s.Account == ama);
        var upload = (await host.Get<CreateUpload>().Run(new(UploadPurpose.Audio, FileName, 1000, Guid.NewGuid()), new Actor(ama, "ama")
        {
            Capabilities = new HashSet<Capability> { Capability.Artist },
        }, default)).Value;

        string[] nobody = [], staff = ["support@x.gh", "finance@x.gh", "moderator@x.gh", "boss@x.gh"], finance = ["finance@x.gh"];
        return ([
            ($"/artist/tracks/{track.Id}", nobody), ($"/media/track/{track.Id}", ["moderator@x.gh"]),
            ($"/plays/{play}", staff), ($"/plays/{play}/evidence/1", staff), ($"/plays/{play}/reference/1", staff),
            ($"/statements/{statement.Id}", finance), ($"/statements/{statement.Id}.pdf", finance), ($"/statements/{statement.Id}.csv", finance),
            ($"/uploads/{upload.Id}", nobody),
        ], statement.Number);
    }

    private static async Task<string?> Leak(HttpClient browser, string path, string[] traces)
    {
        using var foreign = await browser.GetAsync(path);
        var body = await foreign.Content.ReadAsStringAsync();
        if ((int)foreign.StatusCode >= 500) return $"answered {(int)foreign.StatusCode}";
        if (traces.FirstOrDefault(t => body.Contains(t, StringComparison.OrdinalIgnoreCase)) is { } trace) return $"the body holds '{trace}'";
        if (foreign.Content.Headers.ContentDisposition is not null) return "names a file";
        // An interactive page may answer 200 and say that there is no such thing; it must say the same of a thing that never was.
        using var absent = await browser.GetAsync(AnyForm().Replace(path, "01a1ff11-70a0-7a7e-a8fe-000000000000"));
        if (absent.StatusCode != foreign.StatusCode) return $"answered {(int)foreign.StatusCode}, an absent one {(int)absent.StatusCode}";
        return Words(await absent.Content.ReadAsStringAsync()) == Words(body) ? null : "says something else than of an absent one";
    }

    private static IEnumerable<string> Spellings(string path)
    {
        yield return path;
        var id = AnyId().Match(path).Value;
        if (id.Length == 0) yield break;
        var guid = Guid.Parse(id);
        yield return path.Replace(id, id.ToUpperInvariant(), StringComparison.Ordinal);
        yield return path.Replace(id, guid.ToString("N"), StringComparison.Ordinal);
        yield return path.Replace(id, guid.ToString("B"), StringComparison.Ordinal);
        yield return path.Replace(id, guid.ToString("P"), StringComparison.Ordinal);
        yield return path.Replace(id, id.Replace("-", "%2D", StringComparison.Ordinal), StringComparison.Ordinal);
        yield return path.Replace(id, "%20" + id, StringComparison.Ordinal);
        yield return path + "/";
        yield return path + "?actor=ama@x.gh&artistId=" + id;
        yield return path.ToUpperInvariant();
        yield return "/." + path;
        yield return "/x/.." + path;
    }

    private static async Task<HttpClient> WithToken(HttpClient client)
    {
        client.DefaultRequestHeaders.Add("RequestVerificationToken", await client.GetStringAsync("/uploads/token"));
        return client;
    }

    private static Task<HttpResponseMessage> Append(HttpClient client, string address, int offset)
    {
        var request = new HttpRequestMessage(HttpMethod.Patch, address) { Content = new ByteArrayContent("abc"u8.ToArray()) };
        request.Headers.Add("Upload-Offset", offset.ToString(CultureInfo.InvariantCulture));
        return client.SendAsync(request);
    }

    private static async Task<string> Said(HttpResponseMessage answer) =>
        $"{answer.StatusCode} {AnyTrace().Replace(await answer.Content.ReadAsStringAsync(), "")}";

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex AnyId();

    // What a reader sees: no tags, no comments of the renderer, no ids.
    private static string Words(string body) => AnyId().Replace(AnyMarkup().Replace(AnyTrace().Replace(body, ""), " "), "");

    [GeneratedRegex("(?s)<!--.*?-->|<script.*?</script>|<[^>]*>")]
    private static partial Regex AnyMarkup();

    // An id as any of the spellings writes it.
    [GeneratedRegex("(?i)(%20)?[{(]?[0-9a-f]{8}(-|%2D)?[0-9a-f]{4}(-|%2D)?[0-9a-f]{4}(-|%2D)?[0-9a-f]{4}(-|%2D)?[0-9a-f]{12}[)}]?")]
    private static partial Regex AnyForm();

    [GeneratedRegex("\"(traceId|correlation)\":\"[^\"]*\"")]
    private static partial Regex AnyTrace();
}
