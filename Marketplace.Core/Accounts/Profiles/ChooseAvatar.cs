using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Accounts.Profiles;

/// <summary>The owner chooses a picture, or none. It is drawn anew in three sizes, so nothing of the file itself is kept: no place, no camera, no trick.</summary>
/// <remarks>Errors: avatar.unreadable, avatar.unavailable, account.sign_in. Raises <see cref="ProfileEdited"/>.</remarks>
public sealed class ChooseAvatar(Work work, TimeProvider clock)
{
    /// <summary>Largest file, bytes.</summary>
    public const int LargestBytes = 5 * 1024 * 1024;

    /// <summary>The file as it was sent; empty for no picture.</summary>
    public sealed record Command([property: Secret] byte[] File) : ICommand
    {
        /// <inheritdoc/>
        public Guid Key => Guid.Empty;

        /// <inheritdoc/>
        public IEnumerable<Error> Problems()
        {
            if (File.Length > LargestBytes) yield return AccountErrors.BadPicture;
        }
    }

    /// <summary>Draws and keeps the actor's own picture.</summary>
    public async Task<Result<ProfileEdited>> Run(Command command, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (command.Problems().FirstOrDefault() is { } problem) return problem;
        if (!actor.IsPerson) return AccountErrors.SignInFirst;
        List<(int Edge, byte[] Bytes)> drawn = [];
        foreach (var edge in command.File.Length == 0 ? [] : Avatar.Edges)
        {
            if ((await PictureProgram.Square(command.File, edge, ct)).Fails(out var bytes, out var error)) return error;
            drawn.Add((edge, bytes));
        }
        return await work.Run<ProfileEdited>(command, actor, async db =>
        {
            var user = await db.Users.SingleOrDefaultAsync(u => u.Id == actor.UserId.Value, ct);
            if (user is null) return AccountErrors.SignInFirst;
            var before = await db.Avatars.Where(a => a.UserId == user.Id).ToListAsync(ct);
            foreach (var (edge, bytes) in drawn)
            {
                if (before.SingleOrDefault(a => a.Edge == edge) is { } same) same.Bytes = bytes;
                else db.Avatars.Add(new Avatar { UserId = user.Id, Edge = edge, Bytes = bytes });
            }
            if (drawn.Count == 0) db.Avatars.RemoveRange(before);
            user.AvatarTag = drawn.Count == 0 ? null : Guid.NewGuid().ToString("N")[..12];
            var edited = new ProfileEdited(actor.UserId, clock.GetUtcNow().UtcDateTime);
            db.Tell(edited, edited.At);
            return edited;
        }, ct);
    }
}

/// <summary>Draws a small square picture from an untrusted file, in a child process without network, files or patience.</summary>
internal static class PictureProgram
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private const int LargestAnswer = 1024 * 1024;
    private const long MostPixels = 50_000_000; // A small file can name a huge canvas.

    public static async Task<Result<byte[]>> Square(byte[] file, int edge, CancellationToken ct)
    {
        if (FormatOf(file) is not { } format) return AccountErrors.BadPicture;
        var size = edge.ToString(CultureInfo.InvariantCulture);
        var start = new ProcessStartInfo("ffmpeg",
        [
            "-nostdin", "-v", "error", "-threads", "1", "-protocol_whitelist", "pipe",
            "-max_pixels", MostPixels.ToString(CultureInfo.InvariantCulture), "-f", format, "-i", "pipe:0",
            "-map", "0:v:0", "-map_metadata", "-1", "-frames:v", "1",
            "-vf", $"scale={size}:{size}:force_original_aspect_ratio=increase,crop={size}:{size}",
            "-c:v", "libwebp", "-quality", "82", "-f", "image2pipe", "pipe:1",
        ])
        { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        var path = Environment.GetEnvironmentVariable("PATH");
        start.Environment.Clear(); // None of our settings are its business.
        start.Environment["PATH"] = path;

        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            return AccountErrors.NoPictures; // The program is not installed; health names it.
        }
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        try
        {
            var complaints = process.StandardError.ReadToEndAsync(patience.Token);
            var feeding = Feed(process, file, patience.Token);
            var picture = await Read(process.StandardOutput.BaseStream, patience.Token);
            await Task.WhenAll(complaints, feeding);
            await process.WaitForExitAsync(patience.Token);
            return process.ExitCode == 0 && picture is { Length: > 0 } ? picture : AccountErrors.BadPicture;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return AccountErrors.BadPicture;
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    private static async Task Feed(Process process, byte[] file, CancellationToken ct)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(file, ct);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has read enough, or given up; its exit code says which.
        }
    }

    private static async Task<byte[]?> Read(Stream stream, CancellationToken ct)
    {
        using var kept = new MemoryStream();
        var buffer = new byte[32 * 1024];
        int read;
        while ((read = await stream.ReadAsync(buffer, ct)) > 0)
        {
            kept.Write(buffer, 0, read);
            if (kept.Length > LargestAnswer) return null;
        }
        return kept.ToArray();
    }

    // By content, never by name: only these three, so that no playlist or script reaches the program.
    private static string? FormatOf(ReadOnlySpan<byte> file) =>
        file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? "jpeg_pipe"
        : file.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G']) ? "png_pipe"
        : file.Length > 12 && file.StartsWith("RIFF"u8) && file[8..].StartsWith("WEBP"u8) ? "webp_pipe"
        : null;
}
