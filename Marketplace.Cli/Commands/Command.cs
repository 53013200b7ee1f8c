namespace Marketplace.Cli.Commands;

/// <summary>One command of the program.</summary>
/// <param name="Name">Words that call it, such as <c>audio index</c>.</param>
/// <param name="Parameters">What must follow, for the usage line; each in angle brackets.</param>
/// <param name="Summary">One sentence.</param>
/// <param name="Run">Does it; answers the exit code.</param>
public sealed record Command(
    string Name, string Parameters, string Summary,
    Func<IReadOnlyList<string>, TextWriter, CancellationToken, Task<int>> Run)
{
    /// <summary>How many arguments it takes.</summary>
    public int ParameterCount => Parameters.Count(c => c == '<');
}

/// <summary>Wrong input of the operator: told in one line, exit code 2.</summary>
/// <param name="message">What is wrong and what to do.</param>
public sealed class CommandException(string message) : Exception(message);
