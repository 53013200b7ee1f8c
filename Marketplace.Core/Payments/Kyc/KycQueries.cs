using Marketplace.Core.Accounts;
using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Withdrawals;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payments.Kyc;

/// <summary>A person's own verification.</summary>
/// <param name="Case">The row; null before anything was begun.</param>
/// <param name="Documents">Papers of the present try.</param>
/// <param name="Tier">Level that counts now.</param>
public sealed record OwnKyc(KycCase? Case, IReadOnlyList<KycDocument> Documents, int Tier);

/// <summary>A verification in the verifiers' queue.</summary>
/// <param name="User">Whose.</param>
/// <param name="Name">Name of the account.</param>
/// <param name="State">State.</param>
/// <param name="Since">Since when, UTC.</param>
/// <param name="Tier">Level that is asked for.</param>
/// <param name="Reviewer">Who has it open; empty for nobody.</param>
public sealed record KycInQueue(UserId User, string Name, KycState State, DateTime Since, int Tier, string Reviewer);

/// <summary>Something that a machine noticed; a person decides.</summary>
/// <param name="IsGood">Whether it speaks for the person.</param>
/// <param name="Text">English sentence, also the translation key.</param>
/// <param name="Detail">What goes into {0}.</param>
public sealed record KycSign(bool IsGood, string Text, string Detail = "");

/// <summary>Everything a verifier sees of one verification.</summary>
public sealed record KycFile(KycCase Case, string AccountName, string DocumentNumber, IReadOnlyList<KycDocument> Documents,
    IReadOnlyList<KycSign> Signs, IReadOnlyList<(DateTime At, string By, KycDocumentKind Kind)> Views);

/// <summary>Reads verifications: each person their own, verifiers with a second factor all.</summary>
public sealed class KycQueries(IDbContextFactory<MarketplaceDb> contexts, AccountDirectory accounts, DocumentVault vault, TimeProvider clock)
{
    private const int Most = 200;

    /// <summary>The actor's own.</summary>
    public async Task<OwnKyc> Mine(Actor actor, CancellationToken ct)
    {
        if (!actor.IsPerson) return new(null, [], 0);
        await using var db = await contexts.CreateDbContextAsync(ct);
        var found = await db.KycCases.AsNoTracking().SingleOrDefaultAsync(c => c.UserId == actor.UserId, ct);
        return new(found, await AddKycDocument.Present(db, actor.UserId, ct), await KycStanding.TierOf(db, actor.UserId, clock.GetUtcNow().UtcDateTime, ct));
    }

    /// <summary>What waits for verifiers, oldest first; nothing for anybody else.</summary>
    public async Task<IReadOnlyList<KycInQueue>> Queue(Actor actor, CancellationToken ct)
    {
        if (!actor.Is(StaffRole.Moderator)) return [];
        await using var db = await contexts.CreateDbContextAsync(ct);
        var rows = await db.KycCases.AsNoTracking().Where(c => c.State == KycState.Submitted || c.State == KycState.InReview || c.State == KycState.Suspended)
            .OrderBy(c => c.StateSince).Take(Most).ToListAsync(ct);
        var names = await accounts.NamesOf(db, rows.Select(r => r.UserId).Concat(rows.Where(r => r.Reviewer is not null).Select(r => r.Reviewer!.Value)), ct);
        return [.. rows.Select(r => new KycInQueue(r.UserId, names.GetValueOrDefault(r.UserId, ""), r.State, r.StateSince, r.WantedTier,
            r.State == KycState.InReview && r.Reviewer is { } by ? names.GetValueOrDefault(by, "") : ""))];
    }

    /// <summary>One verification for a verifier; null for anybody else.</summary>
    public async Task<KycFile?> File(Actor actor, UserId user, CancellationToken ct)
    {
        if (!actor.Is(StaffRole.Moderator)) return null;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var found = await db.KycCases.AsNoTracking().SingleOrDefaultAsync(c => c.UserId == user, ct);
        if (found is null) return null;
        var documents = await AddKycDocument.Present(db, user, ct);
        var ids = documents.Select(d => d.Id).ToList();
        var views = await db.KycViews.AsNoTracking().Where(v => ids.Contains(v.DocumentId)).OrderByDescending(v => v.At).Take(50).ToListAsync(ct);
        var names = await accounts.NamesOf(db, views.Select(v => v.By), ct);
        return new KycFile(found, await accounts.NameOf(db, user, ct), vault.OpenText(found.SealedNumber, $"kyc:{user}:number") ?? "", documents,
            await Signs(db, found, ct), [.. views.Select(v => (v.At, names.GetValueOrDefault(v.By, ""), documents.Single(d => d.Id == v.DocumentId).Kind))]);
    }

    private async Task<List<KycSign>> Signs(MarketplaceDb db, KycCase found, CancellationToken ct)
    {
        List<KycSign> signs = [];
        var name = await accounts.NameOf(db, found.UserId, ct);
        var like = NameMatch.Permille(found.LegalName, name);
        signs.Add(new KycSign(like >= NameMatch.Enough, like >= NameMatch.Enough ? "The name fits the account." : "The name differs from the account's name: {0}.", name));
        var twins = await db.KycCases.Where(c => c.NumberMark == found.NumberMark && c.UserId != found.UserId).CountAsync(ct);
        signs.Add(twins == 0 ? new KycSign(true, "No other account used this document.") : new KycSign(false, "The same document stands in {0} other accounts.", twins.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        var methods = await db.PayoutMethods.AsNoTracking().Where(m => m.UserId == found.UserId && m.State != MethodState.Removed && m.RegisteredName != "").ToListAsync(ct);
        signs.AddRange(methods.Select(m => NameMatch.Permille(found.LegalName, m.RegisteredName) >= NameMatch.Enough
            ? new KycSign(true, "The network has the same name: {0}.", m.RegisteredName) : new KycSign(false, "The network has another name: {0}.", m.RegisteredName)));
        if (found.HasAppealed) signs.Add(new KycSign(false, "This is an appeal; another verifier refused it: {0}", found.Reason));
        return signs;
    }
}
