using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Marketplace.Audio.Decoding;

/// <summary>A started child process: empty environment, bounded memory, standard error drained, killed with its tree on dispose.</summary>
internal sealed class RunningChild : IAsyncDisposable
{
    private const int KeptErrorCharacters = 4096;
    private static readonly string? Prlimit = FindPrlimit();
    private readonly Process process;
    private readonly CancellationTokenSource feed;
    private readonly Task<string> errors;
    private readonly Task feeding;

    private RunningChild(Process process, Stream? stdin, CancellationToken ct)
    {
        this.process = process;
        errors = KeepTail(process.StandardError);
        feed = CancellationTokenSource.CreateLinkedTokenSource(ct);
        feeding = Feed(stdin, feed.Token);
    }

    public Stream Output => process.StandardOutput.BaseStream;

    public static RunningChild Start(ChildRequest request, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(request.TimeLimit, TimeSpan.Zero);
        var start = new ProcessStartInfo
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        if (request.MaxMemoryBytes is { } bytes && Prlimit is { } prlimit)
        {
            start.FileName = prlimit;
            start.ArgumentList.Add($"--as={bytes}");
            start.ArgumentList.Add("--core=0");
            start.ArgumentList.Add(request.FileName);
        }
        else start.FileName = request.FileName;
        foreach (var argument in request.Arguments) start.ArgumentList.Add(argument);

        // The child reads untrusted bytes: it learns no secret from our environment.
        var path = Environment.GetEnvironmentVariable("PATH");
        start.Environment.Clear();
        start.Environment["PATH"] = path;
        try
        {
            return new(Process.Start(start)!, request.Stdin, ct);
        }
        catch (Win32Exception e)
        {
            throw new DecodeException("audio.tool_missing", $"The program {request.FileName} is not installed.", e);
        }
    }

    /// <summary>Waits for the end and answers exit code and the tail of standard error.</summary>
    public async Task<(int ExitCode, string ErrorText)> Ended(CancellationToken ct)
    {
        await process.WaitForExitAsync(ct);
        return (process.ExitCode, await errors);
    }

    public void Kill()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        await process.WaitForExitAsync(CancellationToken.None);
        await feed.CancelAsync();
        await feeding;
        await errors;
        feed.Dispose();
        process.Dispose();
    }

    private async Task Feed(Stream? stdin, CancellationToken ct)
    {
        try
        {
            await using var input = process.StandardInput.BaseStream;
            if (stdin is not null) await stdin.CopyToAsync(input, ct);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // A child that closed its input early says so by its exit code, and a cancelled caller is told by its own token.
        }
    }

    private static async Task<string> KeepTail(StreamReader reader)
    {
        var tail = new StringBuilder();
        var buffer = new char[1024];
        int read;
        while ((read = await reader.ReadAsync(buffer)) > 0)
        {
            tail.Append(buffer, 0, read);
            if (tail.Length > KeptErrorCharacters) tail.Remove(0, tail.Length - KeptErrorCharacters);
        }
        return tail.ToString().Trim();
    }

    private static string? FindPrlimit() =>
        new[] { "/usr/bin/prlimit", "/bin/prlimit" }.FirstOrDefault(File.Exists);
}
