using Marketplace.Core.Kernel;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Operations;

/// <summary>A superadmin puts a notice on the status page in place of the one that stands; an empty text takes it down.</summary>
/// <remarks>Errors: forbidden, text. Raises <see cref="StatusNoticeChanged"/>.</remarks>
public sealed class SayStatus(Work work, TimeProvider clock)
{
    /// <summary>What to say.</summary>
    public sealed record Command(string Text, Guid Key) : ICommand
    {
        /// <inheritdoc/>
        public IEnumerable<Error> Problems()
        {
            if (Text.Length > 500) yield return Error.Invalid("text", "Please use at most {0} characters.", nameof(Text)) with { Arguments = [500] };
        }
    }

    /// <summary>Replaces the notice.</summary>
    public Task<Result<Done>> Run(Command command, Actor actor, CancellationToken ct) => work.Run<Done>(command, actor, async db =>
    {
        if (!OperationsErrors.MayOperate(actor)) return OperationsErrors.Forbidden;
        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var standing in await db.StatusNotices.Where(n => n.EndedAt == null).ToListAsync(ct)) standing.End(now);
        if (command.Text.Trim() is { Length: > 0 } text)
        {
            var notice = new StatusNotice(text, now);
            notice.Show();
            db.StatusNotices.Add(notice);
        }
        return new Done();
    }, ct);
}
