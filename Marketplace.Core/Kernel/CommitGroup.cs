using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Marketplace.Core.Kernel;

/// <summary>
/// Lets steps write. An engine with one writer would let them fight for its lock and make each of them wait for the disk alone; there they
/// queue here, and all that wait are committed together: one transaction, a savepoint around each step, one wait for the disk. A step that
/// is refused or fails takes nothing of the others with it, and no step is answered before the commit. On other engines each step has a
/// transaction of its own.
/// </summary>
public sealed class CommitGroup(IDbContextFactory<MarketplaceDb> contexts)
{
    private const int Largest = 64;
    private const string Mark = "step";
    private static readonly AsyncLocal<bool> Inside = new();
    private readonly Lock _gate = new();
    private readonly Queue<Step> _waiting = new();
    private readonly Lazy<bool> _hasOneWriter = new(() =>
    {
        using var db = contexts.CreateDbContext();
        return db.Dialect.HasOneWriter;
    });
    private bool _isRunning;

    /// <summary>Runs a step in a transaction and commits it when it says so.</summary>
    /// <param name="step">Changes rows and saves them; its second answer says whether to keep the changes.</param>
    /// <param name="ct">Gives up before the step began.</param>
    /// <returns>The step's first answer, after the commit.</returns>
    /// <exception cref="InvalidOperationException">A step asked for another step, which would wait for itself for ever.</exception>
    public async Task<T> Run<T>(Func<MarketplaceDb, Task<(T Answer, bool Keep)>> step, CancellationToken ct)
    {
        if (!_hasOneWriter.Value) return await Alone(step, ct);
        if (Inside.Value) throw new InvalidOperationException("A use case does not run inside another one: it would wait for itself.");
        var waiting = new Step<T>(step, ct);
        lock (_gate)
        {
            _waiting.Enqueue(waiting);
            if (!_isRunning)
            {
                _isRunning = true;
                using (ExecutionContext.SuppressFlow()) _ = Task.Run(Work, CancellationToken.None);
            }
        }
        return await waiting.Answer;
    }

    private async Task<T> Alone<T>(Func<MarketplaceDb, Task<(T Answer, bool Keep)>> step, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var (answer, keep) = await step(db);
        if (keep) await transaction.CommitAsync(ct);
        return answer;
    }

    private async Task Work()
    {
        List<Step> group = [];
        while (true)
        {
            lock (_gate)
            {
                while (group.Count < Largest && _waiting.TryDequeue(out var next)) group.Add(next);
                if (group.Count == 0)
                {
                    _isRunning = false;
                    return;
                }
            }
            try
            {
                await Together(group);
                foreach (var step in group) step.Tell();
            }
            catch (Exception failure)
            {
                // The group's transaction itself failed; each caller decides whether to try again.
                foreach (var step in group) step.Fail(failure);
            }
            group.Clear();
        }
    }

    private async Task Together(List<Step> group)
    {
        await using var db = await contexts.CreateDbContextAsync();
        db.Database.AutoSavepointsEnabled = false; // Each step has one.
        await using var transaction = await db.Database.BeginTransactionAsync();
        var isAnyKept = false;
        foreach (var step in group)
        {
            await transaction.CreateSavepointAsync(Mark);
            if (await step.Try(db))
            {
                await transaction.ReleaseSavepointAsync(Mark);
                isAnyKept = true;
            }
            else await transaction.RollbackToSavepointAsync(Mark);
            db.ChangeTracker.Clear();
        }
        if (isAnyKept) await transaction.CommitAsync();
    }

    private abstract class Step
    {
        /// <summary>Runs it; false when its changes are to be undone.</summary>
        public abstract Task<bool> Try(MarketplaceDb db);

        /// <summary>Tells the caller what came of it, after the commit.</summary>
        public abstract void Tell();

        /// <summary>Tells the caller that nothing was committed.</summary>
        public abstract void Fail(Exception failure);
    }

    private sealed class Step<T>(Func<MarketplaceDb, Task<(T Answer, bool Keep)>> run, CancellationToken ct) : Step
    {
        private readonly TaskCompletionSource<T> _told = new(TaskCreationOptions.RunContinuationsAsynchronously);
        // The step goes on in its caller's flow, with the caller's correlation id.
        private readonly ExecutionContext? _flow = ExecutionContext.Capture();
        private Exception? _failure;
        private T? _answer;

        public Task<T> Answer => _told.Task;

        public override async Task<bool> Try(MarketplaceDb db)
        {
            try
            {
                ct.ThrowIfCancellationRequested();
                (_answer, var keep) = await InFlow(db);
                return keep;
            }
            catch (Exception failure)
            {
                _failure = failure;
                return false;
            }
        }

        public override void Tell()
        {
            if (_failure is not null) _told.TrySetException(_failure);
            else _told.TrySetResult(_answer!);
        }

        public override void Fail(Exception failure) => _told.TrySetException(_failure ?? failure);

        private Task<(T, bool)> InFlow(MarketplaceDb db)
        {
            if (_flow is null) return run(db);
            Task<(T, bool)>? running = null;
            ExecutionContext.Run(_flow, _ =>
            {
                Inside.Value = true;
                running = run(db);
            }, null);
            return running!;
        }
    }
}
