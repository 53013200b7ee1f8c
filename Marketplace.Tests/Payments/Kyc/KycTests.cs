using Marketplace.Core.Kernel;
using Marketplace.Core.Media;
using Marketplace.Core.Payments.Kyc;
using Marketplace.Tests.Accounts;
using Marketplace.Tests.Kit;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Payments.Kyc;

[Trait("Suite", "UseCases")]
public sealed class KycTests
{
    private static readonly byte[] Pdf = [.. "%PDF-1.7\n"u8, .. "secret paper of a person"u8];

    [Fact]
    public async Task Described_documented_reviewed_and_verified_until_the_document_ends()
    {
        await using var world = await People.NewWorld();
        var (ama, verifier) = (await Person(world, "ama"), await Verifier(world, "esi"));
        Assert.Equal(1, (await world.Get<KycQueries>().Mine(ama, default)).Tier);
        await HandIn(world, ama);
        Assert.Equal("kyc.in_review", (await Describe(world, ama)).Error!.Code);
        Assert.Equal("kyc.not_yours", (await Decide(world, verifier, ama, KycState.Approved)).Error!.Code);
        Assert.True((await world.Get<OpenKycReview>().Run(new(ama.UserId, Guid.NewGuid()), verifier, default)).IsOk);
        var file = (await world.Get<KycQueries>().File(verifier, ama.UserId, default))!;
        Assert.Equal(("GHA123456", 3), (file.DocumentNumber, file.Documents.Count));
        Assert.Equal("kyc.not_all_accepted", (await Decide(world, verifier, ama, KycState.Approved)).Error!.Code);
        Assert.True((await Decide(world, verifier, ama, KycState.Approved, file.Documents.ToDictionary(d => d.Id, _ => ""))).IsOk);
        Assert.Equal(2, (await world.Get<KycQueries>().Mine(ama, default)).Tier);

        // 30 days before the document ends the owner is told; on its last day the level is gone.
        world.Clock.Advance(TimeSpan.FromDays(172));
        await world.Get<FireDueTimers>().Run(100, default);
        await world.Get<OutboxDispatch>().Run(100, default);
        Assert.Single(world.Get<People.Letters>().All, l => l.Subject == "Your verification ends");
        world.Clock.Advance(TimeSpan.FromDays(31));
        await world.Get<FireDueTimers>().Run(100, default);
        var after = await world.Get<KycQueries>().Mine(ama, default);
        Assert.Equal((KycState.Expired, 1), (after.Case!.State, after.Tier));
    }

    [Fact]
    public async Task More_is_asked_for_paper_by_paper_and_a_rejection_is_appealed_to_another_person_once()
    {
        await using var world = await People.NewWorld();
        var (ama, esi, nii) = (await Person(world, "ama"), await Verifier(world, "esi"), await Verifier(world, "nii"));
        await HandIn(world, ama);
        await world.Get<OpenKycReview>().Run(new(ama.UserId, Guid.NewGuid()), esi, default);
        var documents = (await world.Get<KycQueries>().File(esi, ama.UserId, default))!.Documents;
        Assert.Equal("kyc.nothing_refused", (await Decide(world, esi, ama, KycState.MoreInfo, documents.ToDictionary(d => d.Id, _ => ""))).Error!.Code);
        Assert.True((await Decide(world, esi, ama, KycState.MoreInfo, documents.ToDictionary(d => d.Id, d => d.Kind == KycDocumentKind.Selfie ? "Too dark to see" : ""))).IsOk);
        Assert.Equal("kyc.missing", (await world.Get<SubmitKyc>().Run(new(false, Guid.NewGuid()), ama, default)).Error!.Code);
        Assert.True((await Add(world, ama, KycDocumentKind.Selfie)).IsOk);
        Assert.True((await world.Get<SubmitKyc>().Run(new(false, Guid.NewGuid()), ama, default)).IsOk);

        await world.Get<OpenKycReview>().Run(new(ama.UserId, Guid.NewGuid()), esi, default);
        Assert.True((await Decide(world, esi, ama, KycState.Rejected, reason: "The card is a copy.")).IsOk);
        Assert.Equal("kyc.pause", (await Describe(world, ama)).Error!.Code);
        Assert.True((await world.Get<SubmitKyc>().Run(new(true, Guid.NewGuid()), ama, default)).IsOk);
        Assert.Equal("kyc.other_reviewer", (await world.Get<OpenKycReview>().Run(new(ama.UserId, Guid.NewGuid()), esi, default)).Error!.Code);
        Assert.True((await world.Get<OpenKycReview>().Run(new(ama.UserId, Guid.NewGuid()), nii, default)).IsOk);
        Assert.True((await Decide(world, nii, ama, KycState.Rejected, reason: "It is a copy.")).IsOk);
        Assert.Equal("kyc.appeal", (await world.Get<SubmitKyc>().Run(new(true, Guid.NewGuid()), ama, default)).Error!.Code);
        world.Clock.Advance(TimeSpan.FromDays(8));
        Assert.True((await Describe(world, ama)).IsOk);
    }

    [Fact]
    public async Task Papers_are_sealed_on_disk_seen_by_right_alone_each_look_is_kept_and_they_go_on_their_day()
    {
        await using var world = await People.NewWorld();
        var (ama, kofi, esi) = (await Person(world, "ama"), await Person(world, "kofi"), await Verifier(world, "esi"));
        await HandIn(world, ama);
        foreach (var path in Directory.EnumerateFiles(Path.Combine(world.Folder, "data"), "*", SearchOption.AllDirectories))
            Assert.DoesNotContain("secret paper", await File.ReadAllTextAsync(path));
        var id = (await world.Get<KycQueries>().Mine(ama, default)).Documents[0].Id;
        Assert.Equal(Pdf, (await world.Get<ViewKycDocument>().Run(new(id), esi, default)).Value.Content);
        Assert.Equal("application/pdf", (await world.Get<ViewKycDocument>().Run(new(id), ama, default)).Value.Type);
        foreach (var other in new[] { kofi, Actor.Guest, esi with { HasSecondFactor = false }, esi with { StaffRoles = new HashSet<StaffRole> { StaffRole.Finance, StaffRole.Superadmin, StaffRole.Support } } })
            Assert.Equal("kyc.document", (await world.Get<ViewKycDocument>().Run(new(id), other, default)).Error!.Code);
        await using (var db = world.Db())
        {
            Assert.Equal(2, await db.KycViews.CountAsync());
            Assert.Equal(2, await db.AuditEntries.CountAsync(a => a.Action == nameof(ViewKycDocument)));
            Assert.DoesNotContain(await db.AuditEntries.Select(a => a.Detail).ToListAsync(), d => d.Contains("GHA123456", StringComparison.Ordinal));
        }
        await world.Get<OpenKycReview>().Run(new(ama.UserId, Guid.NewGuid()), esi, default);
        await Decide(world, esi, ama, KycState.Rejected, reason: "Not readable.");
        world.Clock.Advance(TimeSpan.FromDays(31));
        await world.Get<FireDueTimers>().Run(100, default);
        Assert.Equal("kyc.document", (await world.Get<ViewKycDocument>().Run(new(id), esi, default)).Error!.Code);
        await using var after = world.Db();
        Assert.All(await after.KycDocuments.ToListAsync(), d => Assert.Equal((KycDocumentState.Deleted, ""), (d.State, d.Blob)));
    }

    [Fact]
    public async Task A_sealed_paper_opens_only_where_it_belongs_and_unchanged_and_after_a_new_key()
    {
        await using var world = await People.NewWorld();
        var vault = world.Get<DocumentVault>();
        var text = vault.SealText("GHA123456", "kyc:a");
        vault.AddKey();
        Assert.Equal("GHA123456", vault.OpenText(text, "kyc:a"));
        Assert.Null(vault.OpenText(text, "kyc:b"));
        var bytes = Convert.FromBase64String(text);
        bytes[^1] ^= 1;
        Assert.Null(vault.OpenText(Convert.ToBase64String(bytes), "kyc:a"));
        Assert.NotEqual(text, vault.SealText("GHA123456", "kyc:a"));
    }

    [Theory]
    [InlineData("<html><script>alert(1)</script>")]
    [InlineData("GIF89a")]
    [InlineData("MZ program")]
    public async Task Only_images_and_PDF_are_papers_by_their_content(string content)
    {
        await using var world = await People.NewWorld();
        var ama = await Person(world, "ama");
        var sent = await world.SendWhole(ama, System.Text.Encoding.ASCII.GetBytes(content), "paper.pdf", UploadPurpose.Document);
        Assert.Equal("document.type", sent.Error!.Code);
    }

    [Fact]
    public async Task Nobody_but_a_verifier_reviews_and_nobody_reviews_themselves()
    {
        await using var world = await People.NewWorld();
        var ama = await Person(world, "ama");
        await HandIn(world, ama);
        foreach (var role in new[] { StaffRole.Support, StaffRole.Finance, StaffRole.Superadmin })
        {
            var staff = new Actor(UserId.New(), "staff") { StaffRoles = new HashSet<StaffRole> { role }, HasSecondFactor = true };
            Assert.Equal("kyc.verifier_only", (await world.Get<OpenKycReview>().Run(new(ama.UserId, Guid.NewGuid()), staff, default)).Error!.Code);
            Assert.Null(await world.Get<KycQueries>().File(staff, ama.UserId, default));
            Assert.Empty(await world.Get<KycQueries>().Queue(staff, default));
        }
        var self = ama with { StaffRoles = new HashSet<StaffRole> { StaffRole.Moderator }, HasSecondFactor = true };
        Assert.Equal("kyc.own", (await world.Get<OpenKycReview>().Run(new(ama.UserId, Guid.NewGuid()), self, default)).Error!.Code);
    }

    [Fact]
    public void The_steps_are_those_of_the_table() => FlowTable.Is(KycFlow.Steps,
        "Started: Submitted", "Submitted: InReview", "InReview: Approved MoreInfo Rejected", "MoreInfo: Submitted", "Rejected: Started Submitted",
        "Approved: Expired Suspended Started", "Expired: Started", "Suspended: InReview");

    private static async Task<Actor> Person(World world, string name) => new(await world.Person($"{name}@example.com"), name);

    private static async Task<Actor> Verifier(World world, string name) => new(await world.Staff($"{name}@example.com", StaffRole.Moderator), name)
    {
        StaffRoles = new HashSet<StaffRole> { StaffRole.Moderator }, HasSecondFactor = true,
    };

    private static Task<Result<Done>> Describe(World world, Actor actor) => world.Get<DescribeMyself>().Run(
        new(2, "Ama Serwaa", "GH", "gha-123 456", DateOnly.FromDateTime(world.Clock.GetUtcNow().UtcDateTime).AddDays(200), "", Guid.NewGuid()), actor, default);

    private static async Task<Result<KycDocumentId>> Add(World world, Actor actor, KycDocumentKind kind)
    {
        var upload = (await world.SendWhole(actor, Pdf, "paper.pdf", UploadPurpose.Document)).Value;
        return await world.Get<AddKycDocument>().Run(new(upload.Id, kind, Guid.NewGuid()), actor, default);
    }

    private static async Task HandIn(World world, Actor actor)
    {
        Assert.True((await Describe(world, actor)).IsOk);
        Assert.Equal("kyc.missing", (await world.Get<SubmitKyc>().Run(new(false, Guid.NewGuid()), actor, default)).Error!.Code);
        foreach (var kind in KycFlow.Needed(2)) Assert.True((await Add(world, actor, kind)).IsOk);
        Assert.True((await world.Get<SubmitKyc>().Run(new(false, Guid.NewGuid()), actor, default)).IsOk);
    }

    private static Task<Result<Done>> Decide(World world, Actor by, Actor whose, KycState to, Dictionary<KycDocumentId, string>? verdicts = null, string reason = "") =>
        world.Get<DecideKyc>().Run(new(whose.UserId, to, [.. (verdicts ?? []).Select(v => new DocumentVerdict(v.Key, v.Value))], reason, Guid.NewGuid()), by, default);
}
