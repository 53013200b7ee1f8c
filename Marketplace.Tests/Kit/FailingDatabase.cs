using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Marketplace.Tests.Kit;

/// <summary>Where a call of the database fails.</summary>
public enum FailingCall
{
    /// <summary>The n-th statement was not done: the disk failed.</summary>
    Disk,
    /// <summary>The n-th statement was not done: the disk is full.</summary>
    Full,
    /// <summary>The n-th statement was not done: somebody else writes. A fresh try may succeed.</summary>
    Busy,
    /// <summary>The commit was not done.</summary>
    BeforeCommit,
    /// <summary>The commit was done, but nobody learns of it.</summary>
    AfterCommit,
}

/// <summary>A SQLite database of which one chosen call fails, once.</summary>
internal sealed class FailingDatabase : DbCommandInterceptor, IDbTransactionInterceptor
{
    private FailingCall _call;
    private int _left;

    /// <summary>Whether the chosen call was reached.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>The n-th call of this kind from now on fails; 0 for none.</summary>
    public void Arm(FailingCall call, int nth) => (_call, _left, HasFailed) = (call, nth, false);

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Statement();
        return ValueTask.FromResult(result);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Statement();
        return ValueTask.FromResult(result);
    }

    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default)
    {
        Statement();
        return ValueTask.FromResult(result);
    }

    public ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        if (_call == FailingCall.BeforeCommit) Count(10);
        return ValueTask.FromResult(result);
    }

    public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (_call == FailingCall.AfterCommit) Count(10);
        return Task.CompletedTask;
    }

    private void Statement()
    {
        if (_call is FailingCall.Disk) Count(10);
        if (_call is FailingCall.Full) Count(13);
        if (_call is FailingCall.Busy) Count(5);
    }

    private void Count(int code)
    {
        if (_left == 0 || --_left > 0) return;
        HasFailed = true;
        throw new SqliteException($"Failed by the test ({_call}).", code);
    }
}
