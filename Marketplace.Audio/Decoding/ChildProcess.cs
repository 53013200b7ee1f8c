using System.Runtime.CompilerServices;

namespace Marketplace.Audio.Decoding;

/// <summary>Runs a foreign program on untrusted input within bounds of time, output and memory.</summary>
public static class ChildProcess
{
    private const int ReadBytes = 64 * 1024;

    /// <summary>Runs to the end and keeps the output.</summary>
    /// <exception cref="DecodeException"><c>audio.tool_missing</c>: no such program.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up; the process tree is dead by then.</exception>
    public static async Task<ChildResult> Run(ChildRequest request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(request.TimeLimit);
        await using var child = RunningChild.Start(request, limit.Token);

        using var kept = new MemoryStream();
        var buffer = new byte[ReadBytes];
        var (timedOut, truncated) = (false, false);
        try
        {
            int read;
            while ((read = await child.Output.ReadAsync(buffer, limit.Token)) > 0)
            {
                var room = request.MaxOutputBytes - kept.Length;
                kept.Write(buffer, 0, (int)Math.Min(read, room));
                truncated = read > room;
                if (truncated) break;
            }
            if (truncated) child.Kill();
            else await child.Ended(limit.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            timedOut = true;
            child.Kill();
        }
        var (exitCode, errorText) = await child.Ended(ct);
        return new(exitCode, kept.ToArray(), errorText, timedOut, truncated);
    }

    /// <summary>Runs and hands the output on as it comes. The memory of a piece is reused: copy what you keep.</summary>
    /// <remarks>Leaving the loop early kills the process. <see cref="ChildRequest.TimeLimit"/> counts from the start.</remarks>
    /// <exception cref="ChildFailedException">The process failed, ran out of time or wrote too much.</exception>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> Stream(
        ChildRequest request, [EnumeratorCancellation] CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(request.TimeLimit);
        await using var child = RunningChild.Start(request, limit.Token);

        var buffer = new byte[ReadBytes];
        long total = 0;
        while (true)
        {
            int read;
            try
            {
                read = await child.Output.ReadAsync(buffer, limit.Token);
            }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested)
            {
                child.Kill();
                throw await Failure(child, timedOut: true, truncated: false);
            }
            if (read == 0) break;
            total += read;
            if (total > request.MaxOutputBytes)
            {
                child.Kill();
                throw await Failure(child, timedOut: false, truncated: true);
            }
            yield return buffer.AsMemory(0, read);
        }
        var (exitCode, errorText) = await child.Ended(ct);
        if (exitCode != 0) throw new ChildFailedException(new(exitCode, [], errorText, false, false));
    }

    private static async Task<ChildFailedException> Failure(RunningChild child, bool timedOut, bool truncated)
    {
        var (exitCode, errorText) = await child.Ended(CancellationToken.None);
        return new(new(exitCode, [], errorText, timedOut, truncated));
    }
}
