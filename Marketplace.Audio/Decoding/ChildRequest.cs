namespace Marketplace.Audio.Decoding;

/// <summary>A program to run on untrusted input, with its bounds.</summary>
/// <param name="FileName">Program, looked up in PATH.</param>
/// <param name="Arguments">Arguments, passed one by one: nothing is ever read by a shell.</param>
/// <param name="TimeLimit">After this the whole process tree is killed.</param>
/// <param name="MaxOutputBytes">After this many bytes of standard output the process is killed.</param>
/// <param name="MaxMemoryBytes">Bound on address space; held by prlimit where the machine has it.</param>
/// <param name="Stdin">What the program reads; null closes its standard input at once.</param>
public sealed record ChildRequest(
    string FileName,
    IReadOnlyList<string> Arguments,
    TimeSpan TimeLimit,
    long MaxOutputBytes,
    long? MaxMemoryBytes = null,
    Stream? Stdin = null);

/// <summary>How a child process ended.</summary>
/// <param name="ExitCode">Its exit code; 137 after a kill.</param>
/// <param name="Output">Standard output, at most the requested bytes.</param>
/// <param name="ErrorText">The last 4 kB of standard error.</param>
/// <param name="TimedOut">It was killed because its time was over.</param>
/// <param name="Truncated">It was killed because it wrote too much.</param>
public sealed record ChildResult(int ExitCode, byte[] Output, string ErrorText, bool TimedOut, bool Truncated)
{
    /// <summary>It ended by itself with exit code 0.</summary>
    public bool Succeeded => ExitCode == 0 && !TimedOut && !Truncated;
}

/// <summary>A child process that did not end well while its output was being read.</summary>
/// <param name="result">How it ended; <see cref="ChildResult.Output"/> is empty.</param>
public sealed class ChildFailedException(ChildResult result)
    : Exception($"The program ended with code {result.ExitCode}: {result.ErrorText}")
{
    /// <summary>How it ended.</summary>
    public ChildResult Result { get; } = result;
}
