using Marketplace.Core.Kernel;
using Marketplace.Core.Media;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payments.Kyc;

/// <summary>Somebody says who they are. It can be changed until it is handed in, and again when more is asked for.</summary>
/// <remarks>Errors: kyc.sign_in, kyc.tier, kyc.name, kyc.country, kyc.number, kyc.expires, kyc.tax_number, kyc.in_review, kyc.pause.</remarks>
public sealed class DescribeMyself(Work work, DocumentVault vault, TimeProvider clock)
{
    private static readonly int[] Tiers = [2, 3];

    /// <param name="Tier">Level that is asked for.</param>
    /// <param name="LegalName">Name as on the document.</param>
    /// <param name="Country">Two letters.</param>
    /// <param name="DocumentNumber">Number of the identity document; never logged.</param>
    /// <param name="DocumentExpires">Last day of the identity document.</param>
    /// <param name="TaxNumber">Tax number.</param>
    /// <param name="Key">The caller's key.</param>
    public sealed record Command(int Tier, string LegalName, string Country, [property: Secret] string DocumentNumber, DateOnly? DocumentExpires,
        [property: Secret] string TaxNumber, Guid Key) : ICommand
    {
        /// <inheritdoc/>
        public IEnumerable<Error> Problems()
        {
            if (!Tiers.Contains(Tier)) yield return KycErrors.Tier;
            if (LegalName.Trim().Length is < 2 or > 120 || LegalName.Any(char.IsControl)) yield return KycErrors.Name;
            if (Country.Length != 2 || !Country.All(char.IsAsciiLetterUpper)) yield return KycErrors.Country;
            var number = Bare(DocumentNumber);
            if (number.Length is < 5 or > 30 || !number.All(char.IsAsciiLetterOrDigit)) yield return KycErrors.Number;
            if (Tier == 3 && TaxNumber.Trim().Length is < 5 or > 40) yield return KycErrors.TaxNumber;
        }
    }

    /// <summary>Notes it.</summary>
    public Task<Result<Done>> Run(Command command, Actor actor, CancellationToken ct) => work.Run<Done>(command, actor, async db =>
    {
        if (MoneyErrors.Refusal(actor, KycErrors.SignIn) is { } refusal) return refusal;
        var now = clock.GetUtcNow().UtcDateTime;
        if (command.DocumentExpires is not { } day || day < DateOnly.FromDateTime(now).AddDays(30) || day.Year > now.Year + 50) return KycErrors.Expires;
        var found = await db.KycCases.SingleOrDefaultAsync(c => c.UserId == actor.UserId, ct);
        if (found is null) db.KycCases.Add(found = new KycCase(actor.UserId, now));
        var number = Bare(command.DocumentNumber);
        var details = new KycDetails(command.Tier, command.LegalName.Trim(), command.Country, number, day, command.TaxNumber.Trim());
        return found.Describe(details, vault.SealText(number, $"kyc:{actor.UserId}:number"), vault.Mark(number), now) is { } no ? no : new Done();
    }, ct);

    private static string Bare(string number) => number.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();
}

/// <summary>Somebody adds a paper: it is looked at, sealed, and the plain file is removed.</summary>
/// <remarks>Errors: kyc.sign_in, kyc.upload, document.type, kyc.in_review, kyc.unknown.</remarks>
public sealed class AddKycDocument(Work work, CompletedUploads uploads, IBlobStore blobs, BlobBroom broom, DocumentVault vault, MediaOptions options, TimeProvider clock)
{
    /// <param name="Upload">The complete upload.</param>
    /// <param name="Kind">What it shows.</param>
    /// <param name="Key">The caller's key.</param>
    public sealed record Command(UploadId Upload, KycDocumentKind Kind, Guid Key) : ICommand;

    /// <summary>Adds it; one of the same kind is replaced.</summary>
    public async Task<Result<KycDocumentId>> Run(Command command, Actor actor, CancellationToken ct)
    {
        if (MoneyErrors.Refusal(actor, KycErrors.SignIn) is { } refusal) return refusal;
        if (await uploads.Peek(command.Upload, actor.UserId, UploadPurpose.Document, ct) is not { } taken) return KycErrors.Upload;
        var id = KycDocumentId.New();
        string type, blob;
        await using (var stream = await blobs.Open(taken.Blob, ct))
        {
            if (stream is null) return KycErrors.Upload;
            if (await DocumentHeader.Type(stream, options, ct) is not { } known) return MediaErrors.NotDocument;
            type = known;
            stream.Position = 0;
            using var content = new MemoryStream();
            await stream.CopyToAsync(content, ct);
            blob = await vault.Put(content.ToArray(), $"kyc:{actor.UserId}:{id}", ct);
        }
        var result = await work.Run<KycDocumentId>(command, actor, async db =>
        {
            var found = await db.KycCases.SingleOrDefaultAsync(c => c.UserId == actor.UserId, ct);
            if (found is null) return KycErrors.Unknown;
            if (found.State is not (KycState.Started or KycState.MoreInfo)) return KycErrors.BeingReviewed;
            if (await uploads.Take(db, command.Upload, actor.UserId, UploadPurpose.Document, ct) is null) return KycErrors.Upload;
            var now = clock.GetUtcNow().UtcDateTime;
            foreach (var old in await Present(db, actor.UserId, ct))
                if (old.Kind == command.Kind) await KycSchedule.Drop(db, old, now, ct);
            db.KycDocuments.Add(new KycDocument(id, actor.UserId, command.Kind, blob, type, taken.FileName, taken.Bytes, now));
            return id;
        }, ct);
        if (!result.IsOk || result.Value != id) await vault.Delete(blob, ct); // Refused, or a repeat that kept the first one.
        if (result.IsOk) await broom.RemoveTaken(taken.Blob, ct);
        return result;
    }

    internal static async Task<List<KycDocument>> Present(MarketplaceDb db, UserId user, CancellationToken ct) => await db.KycDocuments
        .Where(d => d.UserId == user && (d.State == KycDocumentState.Sent || d.State == KycDocumentState.Accepted || d.State == KycDocumentState.Refused)).ToListAsync(ct);
}

/// <summary>Somebody hands their verification in, or appeals once against a rejection.</summary>
/// <remarks>Errors: kyc.unknown, kyc.missing, kyc.appeal, state. Raises <see cref="KycMoved"/>.</remarks>
public sealed class SubmitKyc(Work work, TimeProvider clock)
{
    /// <param name="IsAppeal">Whether it is an appeal.</param>
    /// <param name="Key">The caller's key.</param>
    public sealed record Command(bool IsAppeal, Guid Key) : ICommand;

    /// <summary>Hands it in.</summary>
    public Task<Result<Done>> Run(Command command, Actor actor, CancellationToken ct) => work.Run<Done>(command, actor, async db =>
    {
        if (MoneyErrors.Refusal(actor, KycErrors.SignIn) is { } refusal) return refusal;
        var found = await db.KycCases.SingleOrDefaultAsync(c => c.UserId == actor.UserId, ct);
        if (found is null) return KycErrors.Unknown;
        var now = clock.GetUtcNow().UtcDateTime;
        if (command.IsAppeal) return found.Appeal(now) is { } refused ? refused : new Done();
        var documents = await AddKycDocument.Present(db, actor.UserId, ct);
        if (found.LegalName.Length == 0 || KycFlow.Needed(found.WantedTier).Any(kind => !documents.Any(d => d.Kind == kind && d.State != KycDocumentState.Refused)))
            return KycErrors.Missing;
        return found.Submit(now) is { } no ? no : new Done();
    }, ct);
}
