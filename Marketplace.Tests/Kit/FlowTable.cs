using Marketplace.Core.Kernel;

namespace Marketplace.Tests.Kit;

/// <summary>Walks every pair of states of a flow.</summary>
internal static class FlowTable
{
    /// <param name="flow">The flow.</param>
    /// <param name="table">One line per state that has steps: <c>From: To To To</c>.</param>
    public static void Is<TState>(Flow<TState> flow, params string[] table) where TState : struct, Enum
    {
        var allowed = table.SelectMany(line => line[(line.IndexOf(':') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(to => (Enum.Parse<TState>(line[..line.IndexOf(':')]), Enum.Parse<TState>(to)))).ToHashSet();
        foreach (var from in Enum.GetValues<TState>())
            foreach (var to in Enum.GetValues<TState>())
            {
                var refused = flow.Check(from, to);
                Assert.True(allowed.Contains((from, to)) == refused is null, $"{from} → {to}");
                if (refused is not null) Assert.Equal("state", refused.Code);
            }
    }
}
