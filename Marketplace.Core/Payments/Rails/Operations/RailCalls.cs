using System.Collections.Concurrent;
using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Rails.Contract;
using Microsoft.Extensions.Logging;

namespace Marketplace.Core.Payments.Rails.Operations;

/// <summary>One call to a rail, without secrets and bodies.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Rail">Code of the rail.</param>
/// <param name="What">What was asked.</param>
/// <param name="Operation">For which operation.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Milliseconds">How long it took.</param>
public sealed record RailCall(DateTime At, string Rail, string What, OperationId Operation, string Outcome, long Milliseconds);

/// <summary>
/// The one place where rails are called: with a time limit, with every exception turned into "unknown", and with a breaker that holds back
/// new operations, never questions, while a rail does not answer.
/// </summary>
public sealed class RailCalls(TimeProvider clock, ILogger<RailCalls> log)
{
    /// <summary>Longest time for sending an operation.</summary>
    public static readonly TimeSpan SendPatience = TimeSpan.FromSeconds(20);
    /// <summary>Longest time for a question.</summary>
    public static readonly TimeSpan AskPatience = TimeSpan.FromSeconds(10);
    /// <summary>So many unclear sendings in a row open the breaker.</summary>
    public const int Unclear = 8;
    /// <summary>How long the breaker stays open.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromSeconds(30);
    private const int Kept = 200;

    private readonly ConcurrentQueue<RailCall> _last = new();
    private readonly ConcurrentDictionary<string, (int Unclear, DateTime OpenUntil)> _breakers = new();

    /// <summary>The last calls of this node, newest first.</summary>
    public IReadOnlyList<RailCall> Last => [.. _last.Reverse()];

    /// <summary>Until when new operations of a rail wait, UTC; null when they need not.</summary>
    public DateTime? RestsUntil(string rail) =>
        _breakers.TryGetValue(rail, out var breaker) && breaker.OpenUntil > Now() ? breaker.OpenUntil : null;

    /// <summary>Sends an operation.</summary>
    public async Task<SendAnswer> Send(IPaymentProvider provider, RailRequest request, CancellationToken ct)
    {
        var answer = await Guarded(provider, request, request.Kind.ToString(), SendPatience, why => new SendAnswer.Unknown(why), inTime => request.Kind switch
        {
            OperationKind.Collect => provider.StartCollect(request, inTime),
            OperationKind.Refund => provider.Refund(request, inTime),
            _ => provider.PayOut(request, inTime),
        }, Say, ct);
        var now = Now();
        _breakers.AddOrUpdate(provider.Describe().Code, _ => Next((0, default)), (_, breaker) => Next(breaker));
        return answer;

        (int, DateTime) Next((int Unclear, DateTime OpenUntil) breaker) => answer is not SendAnswer.Unknown ? (0, default)
            : breaker.Unclear + 1 >= Unclear ? (0, now + Rest) : (breaker.Unclear + 1, breaker.OpenUntil);
    }

    /// <summary>Takes an operation back.</summary>
    public Task<SendAnswer> Cancel(IPaymentProvider provider, RailRequest request, CancellationToken ct) => Guarded(
        provider, request, "Cancel", SendPatience, why => new SendAnswer.Unknown(why), inTime => provider.Cancel(request, inTime), Say, ct);

    /// <summary>Asks how an operation stands.</summary>
    public Task<ProviderState> Ask(IPaymentProvider provider, RailRequest request, CancellationToken ct) => Guarded(
        provider, request, "Ask", AskPatience, why => ProviderState.Nothing(request.Amount.Asset, why), inTime => provider.Query(request, inTime),
        told => told.Status == ProviderStatus.Unknown ? $"Unknown: {told.Reason}" : $"{told.Status} {told.Moved}", ct);

    private async Task<T> Guarded<T>(IPaymentProvider provider, RailRequest request, string what, TimeSpan patience, Func<string, T> unknown,
        Func<CancellationToken, Task<T>> call, Func<T, string> say, CancellationToken ct)
    {
        var rail = provider.Describe().Code;
        var began = clock.GetTimestamp();
        using var limit = new CancellationTokenSource(patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        T answer;
        try
        {
            answer = await call(either.Token);
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            log.LogWarning(failure, "Rail {Rail} gave no clear answer to {What} of {Operation}", rail, what, request.Operation);
            answer = unknown(failure.GetType().Name);
        }
        _last.Enqueue(new RailCall(Now(), rail, what, request.Operation, say(answer), (long)clock.GetElapsedTime(began).TotalMilliseconds));
        while (_last.Count > Kept) _last.TryDequeue(out _);
        return answer;
    }

    private static string Say(SendAnswer answer) => answer switch
    {
        SendAnswer.Accepted => "Accepted",
        SendAnswer.Rejected rejected => $"Rejected: {rejected.Reason}",
        SendAnswer.Unknown unknown => $"Unknown: {unknown.Why}",
        _ => "",
    };

    private DateTime Now() => clock.GetUtcNow().UtcDateTime;
}
