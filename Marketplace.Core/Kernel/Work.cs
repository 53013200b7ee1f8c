using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Kernel;

/// <summary>
/// The only frame around a use case: checks the command, opens a fresh context and transaction, answers a repeat from its
/// receipt, runs the body, and stores audit entry, receipt and outbox rows with the data. An error commits nothing.
/// </summary>
public sealed class Work(IDbContextFactory<MarketplaceDb> contexts, CommitGroup group, TimeProvider clock, OutboxSignal outbox)
{
    private const int Tries = 10;

    /// <summary>Runs the body once for the actor's key, whole or not at all.</summary>
    /// <param name="command">What is asked; its declaring type is the name of the use case.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="body">Loads, decides and changes rows of the context it is given. It may run again after a lost race, so it does nothing outside the context.</param>
    /// <param name="ct">Gives up before the commit.</param>
    /// <returns>The body's answer, the first answer to the same key, or the error; <c>key.reused</c> for another command under the same key.</returns>
    public async Task<Result<T>> Run<T>(
        ICommand command, Actor actor, Func<MarketplaceDb, Task<Result<T>>> body, CancellationToken ct)
    {
        if (command.Problems().FirstOrDefault() is { } problem) return problem;
        using var span = Traces.Source.StartActivity(NameOf(command));
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var (answer, told) = await group.Run(async db =>
                {
                    var once = await Once(db, command, actor, body, attempt > 1 || db.Dialect.HasOneWriter, ct);
                    return ((once.Answer, once.Told), once.Keep);
                }, ct);
                if (told) outbox.Wake();
                span?.SetTag("marketplace.outcome", answer.Error?.Code ?? "done");
                return answer;
            }
            catch (Exception failure) when (attempt < Tries && !ct.IsCancellationRequested && (MayTryAgain(failure) || (attempt == 1 && MayBeRepeat(command))))
            {
                // Lost a race: the next try reads what the winner wrote, or finds the winner's receipt, or that of this request's first run.
            }
        }
    }

    // A duplicate is a lost race too: somebody wrote the same receipt, or booked the same cause, a moment before.
    private bool MayTryAgain(Exception failure)
    {
        using var db = contexts.CreateDbContext();
        return db.Dialect.IsTransient(failure) || db.Dialect.IsDuplicate(failure);
    }

    // Far from the database the first try takes the request for a new one, which it nearly always is, and saves the question: a repeat
    // cannot write its receipt, or is refused, or fails, and each of these leads to a look for the first answer.
    private bool MayBeRepeat(ICommand command)
    {
        using var db = contexts.CreateDbContext();
        return IsKeyed(command) && !db.Dialect.HasOneWriter;
    }

    private async Task<(Result<T> Answer, bool Told, bool Keep)> Once<T>(
        MarketplaceDb db, ICommand command, Actor actor, Func<MarketplaceDb, Task<Result<T>>> body, bool looksFirst, CancellationToken ct)
    {
        var useCase = NameOf(command);
        var detail = JsonSerializer.Serialize(command, command.GetType(), KernelJson.WithoutSecrets);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(detail)));

        if (looksFirst && await FirstAnswer() is { } first) return (first, false, false);
        if ((await body(db)).Fails(out var answer, out var error))
            // Where many write at once the same request may have been done, and be the reason for the refusal.
            return (db.Dialect.HasOneWriter ? error : await FirstAnswer() ?? error, false, false);

        var now = clock.GetUtcNow().UtcDateTime;
        var told = CollectEvents(db, now);
        db.AuditEntries.Add(new AuditEntry
        {
            At = now, Actor = actor.UserId, ActorName = actor.Name, Action = useCase, Detail = detail, CorrelationId = Correlation.Id,
        });
        if (IsKeyed(command))
            db.Receipts.Add(new Receipt
            {
                UseCase = useCase, Actor = actor.UserId, Key = command.Key, CommandHash = hash,
                Answer = JsonSerializer.Serialize(answer, KernelJson.Plain), At = now,
            });
        await db.SaveChangesAsync(ct);
        return (answer, told, true);

        async Task<Result<T>?> FirstAnswer()
        {
            if (!IsKeyed(command)) return null;
            var first = await db.Receipts.AsNoTracking().SingleOrDefaultAsync(
                r => r.UseCase == useCase && r.Actor == actor.UserId && r.Key == command.Key, ct);
            if (first is null) return null;
            return first.CommandHash == hash
                ? JsonSerializer.Deserialize<T>(first.Answer, KernelJson.Plain)!
                : Error.Conflict("key.reused", "This request was already used for something else. Reload the page and try again.");
        }
    }

    private static bool CollectEvents(MarketplaceDb db, DateTime now)
    {
        foreach (var entity in db.Followed<Entity>().Where(e => e.Events.Count > 0).ToList())
        {
            foreach (var happened in entity.Events) db.Tell(happened, now);
            entity.ForgetEvents();
        }
        return db.Followed<OutboxMessage>().Any();
    }

    private static bool IsKeyed(ICommand command) => command.Key != Guid.Empty;

    private static string NameOf(ICommand command) => command.GetType().DeclaringType?.Name ?? command.GetType().Name;
}
