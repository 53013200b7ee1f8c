namespace Marketplace.Core.Kernel;

/// <summary>The allowed steps of a state machine.</summary>
/// <typeparam name="TState">An enum of states.</typeparam>
public sealed class Flow<TState>(params (TState From, TState To)[] steps) where TState : struct, Enum
{
    private readonly HashSet<(TState, TState)> _steps = [.. steps];

    /// <summary>All allowed steps.</summary>
    public IReadOnlyCollection<(TState From, TState To)> Steps => _steps;

    /// <summary>Null if the step is allowed, otherwise the error <c>state</c>.</summary>
    public Error? Check(TState from, TState to) => _steps.Contains((from, to))
        ? null
        : Error.Conflict("state", "This is no longer possible: the state is now {0}.") with { Arguments = [from.ToString()] };
}
