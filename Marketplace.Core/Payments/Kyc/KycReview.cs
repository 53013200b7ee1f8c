using Marketplace.Core.Kernel;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payments.Kyc;

/// <summary>A verifier opens a verification; until a decision it is theirs.</summary>
/// <remarks>Errors: kyc.verifier_only, kyc.unknown, kyc.own, kyc.other_reviewer, state. Raises <see cref="KycMoved"/>.</remarks>
public sealed class OpenKycReview(Work work, TimeProvider clock)
{
    /// <param name="User">Whose.</param>
    /// <param name="Key">The caller's key.</param>
    public sealed record Command(UserId User, Guid Key) : ICommand;

    /// <summary>Opens it.</summary>
    public Task<Result<Done>> Run(Command command, Actor actor, CancellationToken ct) => work.Run<Done>(command, actor, async db =>
    {
        if (!actor.Is(StaffRole.Moderator)) return KycErrors.NotVerifier;
        var found = await db.KycCases.SingleOrDefaultAsync(c => c.UserId == command.User, ct);
        if (found is null) return KycErrors.Unknown;
        return found.Review(actor.UserId, clock.GetUtcNow().UtcDateTime) is { } no ? no : new Done();
    }, ct);
}

/// <summary>What a verifier says about one document.</summary>
/// <param name="Document">Which.</param>
/// <param name="Problem">What is wrong with it; empty when it is good.</param>
public sealed record DocumentVerdict(KycDocumentId Document, string Problem);

/// <summary>A verifier decides: approved until a date, more is needed with a reason per document, or rejected with a reason.</summary>
/// <remarks>
/// Errors: kyc.verifier_only, kyc.unknown, kyc.own, kyc.not_yours, kyc.not_all_accepted, kyc.nothing_refused, kyc.document, reason, state. Raises
/// <see cref="KycMoved"/>.
/// </remarks>
public sealed class DecideKyc(Work work, TimeProvider clock)
{
    /// <param name="User">Whose.</param>
    /// <param name="To">Approved, MoreInfo or Rejected.</param>
    /// <param name="Documents">What is said about each document.</param>
    /// <param name="Reason">Why it is rejected.</param>
    /// <param name="Key">The caller's key.</param>
    public sealed record Command(UserId User, KycState To, IReadOnlyList<DocumentVerdict> Documents, string Reason, Guid Key) : ICommand
    {
        /// <inheritdoc/>
        public IEnumerable<Error> Problems()
        {
            if (To is not (KycState.Approved or KycState.MoreInfo or KycState.Rejected)) yield return KycErrors.Reason;
            if (To == KycState.Rejected && Reason.Trim().Length is < 5 or > 300) yield return KycErrors.Reason;
            if (Documents.Any(d => d.Problem.Trim().Length is (> 0 and < 5) or > 300)) yield return KycErrors.Reason;
        }
    }

    /// <summary>Decides.</summary>
    public Task<Result<Done>> Run(Command command, Actor actor, CancellationToken ct) => work.Run<Done>(command, actor, async db =>
    {
        if (!actor.Is(StaffRole.Moderator)) return KycErrors.NotVerifier;
        var found = await db.KycCases.SingleOrDefaultAsync(c => c.UserId == command.User, ct);
        if (found is null) return KycErrors.Unknown;
        if (found.UserId == actor.UserId) return KycErrors.Own;
        if (found.Reviewer != actor.UserId) return KycErrors.NotYours;
        var documents = await AddKycDocument.Present(db, command.User, ct);
        if (command.Documents.Any(v => documents.All(d => d.Id != v.Document))) return KycErrors.UnknownDocument;
        foreach (var verdict in command.Documents)
        {
            var document = documents.Single(d => d.Id == verdict.Document);
            if (verdict.Problem.Trim().Length > 0) document.Refuse(verdict.Problem.Trim());
            else document.Accept();
        }
        if (command.To == KycState.Approved && KycFlow.Needed(found.WantedTier).Any(k => !documents.Any(d => d.Kind == k && d.State == KycDocumentState.Accepted)))
            return KycErrors.NotAllAccepted;
        if (command.To == KycState.MoreInfo && documents.All(d => d.State != KycDocumentState.Refused)) return KycErrors.NothingRefused;
        var now = clock.GetUtcNow().UtcDateTime;
        if (found.Decide(command.To, actor.UserId, command.Reason.Trim(), now) is { } no) return no;
        await KycSchedule.After(db, found, documents, now, ct);
        return new Done();
    }, ct);
}

/// <summary>A verifier or a superadmin makes a verification doubtful because of a signal; payouts stop until somebody has looked.</summary>
/// <remarks>Errors: kyc.verifier_only, kyc.unknown, kyc.own, reason, state. Raises <see cref="KycMoved"/>.</remarks>
public sealed class SuspendKyc(Work work, TimeProvider clock)
{
    /// <param name="User">Whose.</param>
    /// <param name="Reason">Which signal.</param>
    /// <param name="Key">The caller's key.</param>
    public sealed record Command(UserId User, string Reason, Guid Key) : ICommand
    {
        /// <inheritdoc/>
        public IEnumerable<Error> Problems()
        {
            if (Reason.Trim().Length is < 5 or > 300) yield return KycErrors.Reason;
        }
    }

    /// <summary>Suspends.</summary>
    public Task<Result<Done>> Run(Command command, Actor actor, CancellationToken ct) => work.Run<Done>(command, actor, async db =>
    {
        if (!actor.Is(StaffRole.Moderator, StaffRole.Superadmin)) return KycErrors.NotVerifier;
        if (command.User == actor.UserId) return KycErrors.Own;
        var found = await db.KycCases.SingleOrDefaultAsync(c => c.UserId == command.User, ct);
        if (found is null) return KycErrors.Unknown;
        return found.Suspend(command.Reason.Trim(), clock.GetUtcNow().UtcDateTime) is { } no ? no : new Done();
    }, ct);
}

/// <summary>Opens one document for its owner or for a verifier. The look is written down and committed before the first byte is shown.</summary>
/// <remarks>Errors: kyc.document (also for strangers), kyc.sealed.</remarks>
public sealed class ViewKycDocument(Work work, DocumentVault vault, TimeProvider clock)
{
    /// <param name="Document">Which.</param>
    public sealed record Command(KycDocumentId Document) : ICommand
    {
        /// <inheritdoc/>
        public Guid Key => Guid.Empty;
    }

    /// <summary>The bytes and what they are.</summary>
    public async Task<Result<(byte[] Content, string Type)>> Run(Command command, Actor actor, CancellationToken ct)
    {
        KycDocument? seen = null;
        var noted = await work.Run<Done>(command, actor, async db =>
        {
            var isVerifier = actor.Is(StaffRole.Moderator);
            seen = await db.KycDocuments.AsNoTracking().SingleOrDefaultAsync(d => d.Id == command.Document && d.Blob != "" && (isVerifier || d.UserId == actor.UserId), ct);
            if (seen is null || !actor.IsPerson) return KycErrors.UnknownDocument;
            db.KycViews.Add(new KycView { DocumentId = seen.Id, By = actor.UserId, At = clock.GetUtcNow().UtcDateTime });
            return new Done();
        }, ct);
        if (noted.Fails(out _, out var error)) return error;
        return await vault.Get(seen!.Blob, seen.About, ct) is { } content ? (content, seen.ContentType) : KycErrors.Sealed;
    }
}
