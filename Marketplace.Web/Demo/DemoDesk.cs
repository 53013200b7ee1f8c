using Marketplace.Core.Kernel;
using Marketplace.Core.Media;
using Marketplace.Core.Payments.Kyc;
using Marketplace.Core.Payments.Rails.Operations;
using Marketplace.Core.Payments.Rails.Sandbox;
using Marketplace.Core.Payments.Withdrawals;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Web.Demo;

/// <summary>Verifications and withdrawals of the demo, asked for and decided by its people.</summary>
internal sealed class DemoDesk(DemoPast past)
{
    /// <summary>Somebody says who they are and hands in their papers.</summary>
    public async Task HandIn(Actor who, string name, string country, DateOnly ends, CancellationToken ct)
    {
        var tier = who.Can(Capability.Station) ? 3 : 2;
        var number = "DEMO" + (name.Sum(c => c) * 7919 % 1_000_000).ToString("D6", System.Globalization.CultureInfo.InvariantCulture);
        (await past.Get<DescribeMyself>().Run(new(tier, name, country, number, ends, tier == 3 ? "C0001234567" : "", Guid.NewGuid()), who, ct)).Must();
        foreach (var kind in KycFlow.Needed(tier))
        {
            var paper = DemoPaper.Draw(name.Length * 10 + (int)kind);
            var upload = (await past.Get<CreateUpload>().Run(new(UploadPurpose.Document, $"{kind}.png", paper.Length, Guid.NewGuid()), who, ct)).Must();
            (await past.Get<ReceiveChunk>().Run(upload.Id, 0, new MemoryStream(paper), null, who, ct)).Must();
            (await past.Get<AddKycDocument>().Run(new(upload.Id, kind, Guid.NewGuid()), who, ct)).Must();
        }
        (await past.Get<SubmitKyc>().Run(new(false, Guid.NewGuid()), who, ct)).Must();
    }

    /// <summary>A verifier opens the papers and decides; more is asked for about the last of them.</summary>
    public async Task Decide(Actor verifier, Actor who, KycState to, string problem, CancellationToken ct)
    {
        (await past.Get<OpenKycReview>().Run(new(who.UserId, Guid.NewGuid()), verifier, ct)).Must();
        var file = (await past.Get<KycQueries>().File(verifier, who.UserId, ct))!;
        var papers = file.Documents.OrderBy(d => d.Kind).ToList();
        var verdicts = papers.Select((d, i) => new DocumentVerdict(d.Id, to == KycState.MoreInfo && i == papers.Count - 2 ? problem : "")).ToList();
        (await past.Get<DecideKyc>().Run(new(who.UserId, to, verdicts, "", Guid.NewGuid()), verifier, ct)).Must();
    }

    /// <summary>A phone number to be paid to.</summary>
    public Task<PayoutMethodId> Phone(Actor who, string name, string network, string number, CancellationToken ct) =>
        Add(who, new(MethodKind.MobileMoney, Asset.Ghs, network, number, name, WalletTier.Medium, Guid.NewGuid()), ct);

    /// <summary>A bank account to be paid to; a person has to look at it first.</summary>
    public Task<PayoutMethodId> Bank(Actor who, string name, string bank, string number, CancellationToken ct) =>
        Add(who, new(MethodKind.Bank, Asset.Ghs, bank, number, name, WalletTier.Minimum, Guid.NewGuid()), ct);

    /// <summary>Finance looks at a method.</summary>
    public async Task Check(Actor finance, PayoutMethodId method, string note, CancellationToken ct) =>
        (await past.Get<CheckPayoutMethod>().Run(new(method, true, note, Guid.NewGuid()), finance, ct)).Must();

    /// <summary>The first method of somebody.</summary>
    public async Task<PayoutMethodId> MethodOf(Actor who, CancellationToken ct) =>
        (await past.Get<WithdrawalQueries>().Standing(who, ct)).Methods[0].Id;

    /// <summary>Somebody asks for money.</summary>
    public async Task<WithdrawalId> Ask(Actor who, PayoutMethodId method, Money amount, CancellationToken ct) =>
        (await past.Get<RequestWithdrawal>().Run(new(method, amount, Guid.NewGuid()), who, ct)).Must();

    /// <summary>Finance lets it go, unless the rule for small amounts already did.</summary>
    public async Task Approve(Actor finance, WithdrawalId id, Money amount, CancellationToken ct)
    {
        if (await State(id, ct) == WithdrawalState.Requested)
            (await past.Get<ApproveWithdrawal>().Run(new(id, amount, Guid.NewGuid()), finance, ct)).Must();
    }

    /// <summary>Finance says no.</summary>
    public async Task Reject(Actor finance, WithdrawalId id, string reason, CancellationToken ct) =>
        (await past.Get<RejectWithdrawal>().Run(new(id, reason, Guid.NewGuid()), finance, ct)).Must();

    /// <summary>The owner takes it back.</summary>
    public async Task Cancel(Actor who, WithdrawalId id, CancellationToken ct)
    {
        if (await State(id, ct) == WithdrawalState.Requested) (await past.Get<CancelWithdrawal>().Run(new(id, Guid.NewGuid()), who, ct)).Must();
    }

    /// <summary>Finance prepares a batch that waits for the second person.</summary>
    public async Task Batch(Actor finance, WithdrawalId id, CancellationToken ct) => (await past.Get<PrepareBatch>().Run(new([id], Guid.NewGuid()), finance, ct)).Must();

    /// <summary>Something happens to the payout at the sandbox, and the sandbox is asked about it.</summary>
    public async Task Answer(WithdrawalId id, SandboxDeed deed, CancellationToken ct)
    {
        await using var db = await Open(ct);
        var part = await db.WithdrawalSlices.AsNoTracking().SingleAsync(s => s.WithdrawalId == id, ct);
        var operation = (await db.RailOperations.AsNoTracking().ToListAsync(ct)).Single(o => o.Id.Value == part.OperationId);
        await past.Get<SandboxBank>().Do(operation.ProviderKey, deed, ct);
        await past.Get<AskRail>().Run(operation.Id, ct);
    }

    private async Task<WithdrawalState> State(WithdrawalId id, CancellationToken ct)
    {
        await using var db = await Open(ct);
        return await db.Withdrawals.Where(w => w.Id == id).Select(w => w.State).SingleAsync(ct);
    }

    private async Task<PayoutMethodId> Add(Actor who, AddPayoutMethod.Command command, CancellationToken ct) =>
        (await past.Get<AddPayoutMethod>().Run(command, who, ct)).Must();

    private Task<MarketplaceDb> Open(CancellationToken ct) => past.Get<IDbContextFactory<MarketplaceDb>>().CreateDbContextAsync(ct);
}
