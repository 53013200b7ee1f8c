using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Rails.Attempts;
using Marketplace.Core.Payments.Rails.Http;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Marketplace.Core.Payments.Rails.OpenPayments;

/// <summary>What the browser brings back from a wallet.</summary>
/// <param name="Key">The unguessable part of our address.</param>
/// <param name="Hash">Proof that the wallet sent it.</param>
/// <param name="InteractRef">What the token is fetched with.</param>
/// <param name="Result">Set when the owner did not agree.</param>
public sealed record ConsentReturn(string? Key, string? Hash, string? InteractRef, string? Result);

/// <summary>
/// A payer, or our operator, comes back from the wallet's consent. It gives a token and is no proof of payment. A wrong hash is not continued.
/// </summary>
/// <remarks>Errors: payment.unknown, payment.consent, payment.lab, payment.rail.</remarks>
public sealed class FinishConsent(
    IDbContextFactory<MarketplaceDb> contexts, OpenPaymentsClient client, OpenPaymentsOptions options, SecretBox box, RailsOptions rails, Work work,
    TimeProvider clock, ILogger<FinishConsent> log)
{
    /// <param name="What">Which consent, for the audit log.</param>
    public sealed record Command(string What) : ICommand
    {
        /// <inheritdoc/>
        public Guid Key => Guid.Empty;
    }

    /// <summary>The payer of a payment comes back.</summary>
    public async Task<Result<Done>> Payer(AttemptId attempt, ConsentReturn back, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(back);
        await using var db = await contexts.CreateDbContextAsync(ct);
        var collect = await db.PaymentAttempts.Where(a => a.Id == attempt && a.PayerId == actor.UserId).Select(a => (OperationId?)a.CollectId).SingleOrDefaultAsync(ct);
        if (collect is not { } id || !actor.IsPerson) return RailErrors.UnknownPayment;
        var flow = await db.OpenPaymentsFlows.SingleOrDefaultAsync(f => f.OperationId == id, ct);
        if (flow is null || !Same(flow.ReturnKey, back.Key)) return RailErrors.Consent;
        if (flow.Token is not null || flow.Refused is not null) return new Done(); // The page was opened again.
        if (back.Result is not null || back.InteractRef is null)
        {
            flow.Refused = "declined";
        }
        else if (!InteractionHash.Fits(back.Hash, flow.Nonce!, flow.Finish!, back.InteractRef, flow.AuthServer!))
        {
            log.LogError("A consent of payment {Attempt} came back with a wrong hash; it is not continued", attempt);
            flow.Refused = "consent_hash";
        }
        else
        {
            if (flow.ContinueAfter is { } after && after > Now()) await Task.Delay(after - Now(), clock, ct);
            if (await client.Continue(flow.ContinueUrl!, box.Open(flow.ContinueToken!), back.InteractRef, ct) is not { } access) return RailErrors.Consent;
            (flow.Token, flow.ManageUrl) = (box.Close(access.Token), access.ManageUrl);
        }
        await db.SaveChangesAsync(ct);
        return flow.Refused == "consent_hash" ? RailErrors.Consent : new Done();
    }

    /// <summary>Begins the operator's standing consent: the house pays out of its own wallet up to a limit per day.</summary>
    /// <returns>Where the operator agrees.</returns>
    public async Task<Result<string>> AskOperator(Money perDay, Actor actor, CancellationToken ct)
    {
        if ((await Audit("ask", actor, ct)).Fails(out _, out var error)) return error;
        if (!options.IsOpen) return RailErrors.UnknownRail;
        var ours = await client.Discover(options.WalletAddress, ct);
        var (nonce, key) = (OpenPaymentsRail.Secret(), OpenPaymentsRail.Secret());
        var limits = new JsonObject
        {
            ["debitAmount"] = OpenPaymentsClient.Amount(perDay),
            ["interval"] = string.Create(CultureInfo.InvariantCulture, $"R/{Now():yyyy-MM-dd'T'HH:mm:ss'Z'}/P1D"),
        };
        var consent = await client.AskConsent(ours.AuthServer, ours.Id, limits, $"{rails.PublicUrl.TrimEnd('/')}/admin/rails/consent?k={key}", nonce, ct);
        await using var db = await contexts.CreateDbContextAsync(ct);
        var grant = await db.OpenPaymentsGrants.SingleOrDefaultAsync(ct);
        if (grant is null) db.OpenPaymentsGrants.Add(grant = new OpenPaymentsGrant());
        (grant.Nonce, grant.ReturnKey, grant.Finish, grant.AuthServer) = (nonce, key, consent.Finish, ours.AuthServer);
        (grant.ConsentUrl, grant.ContinueUrl, grant.ContinueToken) = (consent.ConsentUrl, consent.ContinueUrl, box.Close(consent.ContinueToken));
        await db.SaveChangesAsync(ct);
        return consent.ConsentUrl;
    }

    /// <summary>The operator comes back.</summary>
    public async Task<Result<Done>> Operator(ConsentReturn back, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(back);
        if ((await Audit("finish", actor, ct)).Fails(out var done, out var error)) return error;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var grant = await db.OpenPaymentsGrants.SingleOrDefaultAsync(ct);
        if (grant is null || !Same(grant.ReturnKey, back.Key) || back.InteractRef is null
            || !InteractionHash.Fits(back.Hash, grant.Nonce!, grant.Finish!, back.InteractRef, grant.AuthServer!)) return RailErrors.Consent;
        if (await client.Continue(grant.ContinueUrl!, box.Open(grant.ContinueToken!), back.InteractRef, ct) is not { } access) return RailErrors.Consent;
        (grant.Token, grant.ManageUrl, grant.ReturnKey) = (box.Close(access.Token), access.ManageUrl, null);
        await db.SaveChangesAsync(ct);
        return done;
    }

    private Task<Result<Done>> Audit(string what, Actor actor, CancellationToken ct) => work.Run<Done>(new Command(what), actor,
        _ => Task.FromResult<Result<Done>>(actor.Is(StaffRole.Superadmin) ? new Done() : RailErrors.LabOnly), ct);

    private static bool Same(string? kept, string? given) => kept is not null && given is not null
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(kept), Encoding.UTF8.GetBytes(given));

    private DateTime Now() => clock.GetUtcNow().UtcDateTime;
}
