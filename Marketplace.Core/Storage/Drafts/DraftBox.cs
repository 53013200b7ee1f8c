using System.Text.Json;
using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Storage.Drafts;

/// <summary>Keeps half-filled forms on the server, one per person and form.</summary>
/// <remarks>
/// Not a use case: a draft decides nothing, tells nobody and is overwritten every few seconds, so it leaves no audit entry and no receipt.
/// </remarks>
public sealed class DraftBox(IDbContextFactory<MarketplaceDb> contexts, TimeProvider clock)
{
    /// <summary>Longest name of a form.</summary>
    public const int FormLength = 120;

    /// <summary>Longest draft, characters of JSON.</summary>
    public const int BodyLength = 64_000;

    /// <summary>How long a draft waits for its author.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(60);

    /// <summary>Keeps the fields, in place of what was kept before. The author's forgotten drafts go at the same time.</summary>
    /// <returns>When it was kept; <c>draft.guest</c> without an account, <c>draft.long</c> above <see cref="BodyLength"/>.</returns>
    /// <exception cref="ArgumentException">The form's name is empty or too long.</exception>
    public async Task<Result<DateTime>> Save<T>(Actor actor, string form, T fields, CancellationToken ct)
    {
        CheckName(form);
        if (!actor.IsPerson) return Error.Forbidden("draft.guest", "Sign in to keep a draft.");
        var body = JsonSerializer.Serialize(fields, KernelJson.Plain);
        if (body.Length > BodyLength) return Error.Invalid("draft.long", "This draft is too long to be kept. Shorten it, or send it in parts.");

        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var mine = db.Drafts.Where(d => d.Owner == actor.UserId);
        // Two tabs may save at once: the later one wins, as with any draft, so there is no version to compare.
        if (await mine.Where(d => d.Form == form).ExecuteUpdateAsync(d => d.SetProperty(x => x.Body, body).SetProperty(x => x.SavedAt, now), ct) == 0)
        {
            db.Drafts.Add(new Draft { Owner = actor.UserId, Form = form, Body = body, SavedAt = now });
            try
            {
                await db.SaveChangesAsync(ct);
            }
            catch (DbUpdateException failure) when (db.Dialect.IsDuplicate(failure))
            {
                // The other tab made the row between our two steps; its text is as new as ours.
            }
        }
        var forgotten = now - Kept;
        await mine.Where(d => d.SavedAt < forgotten).ExecuteDeleteAsync(ct);
        return now;
    }

    /// <summary>The fields as they were last kept, or null. Fields that the form no longer has are left out.</summary>
    public async Task<(T Fields, DateTime SavedAt)?> Load<T>(Actor actor, string form, CancellationToken ct)
    {
        CheckName(form);
        if (!actor.IsPerson) return null;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var draft = await db.Drafts.AsNoTracking().SingleOrDefaultAsync(d => d.Owner == actor.UserId && d.Form == form, ct);
        if (draft is null) return null;
        try
        {
            return (JsonSerializer.Deserialize<T>(draft.Body, KernelJson.Plain)!, draft.SavedAt);
        }
        catch (JsonException)
        {
            // The form has changed its shape since; an empty form is better than a page that fails.
            return null;
        }
    }

    /// <summary>Forgets the draft, because it was sent or thrown away.</summary>
    public async Task Discard(Actor actor, string form, CancellationToken ct)
    {
        CheckName(form);
        await using var db = await contexts.CreateDbContextAsync(ct);
        await db.Drafts.Where(d => d.Owner == actor.UserId && d.Form == form).ExecuteDeleteAsync(ct);
    }

    private static void CheckName(string form)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(form);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(form.Length, FormLength);
    }
}
