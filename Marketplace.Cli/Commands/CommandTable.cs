using Marketplace.Audio.Decoding;

namespace Marketplace.Cli.Commands;

/// <summary>All commands. To add one, add a line.</summary>
public static class CommandTable
{
    private const int Fine = 0, Wrong = 2, Interrupted = 130;

    private static readonly Command[] Commands =
    [
        new("audio index", "<list.tsv> <db>", "Prints each recording of the list (id, path) into the folder db.", AudioIndex.Run),
        new("audio query", "<clips.tsv> <db>", "Tells for each clip (id, path): clip, track or none, offset, score.", AudioQuery.Run),
        new("audio monitor", "<file-or-url> <db>", "Tells each play of a file or live stream: track, start, end.", AudioMonitor.Run),
        new("audio edits", "<list.tsv> <db>", "Tells how edits, copies and remixes of recordings of the list are heard.", AudioEdits.Run),
    ];

    /// <summary>Finds and runs the command. Results go to <paramref name="output"/>, everything else to <paramref name="errors"/>.</summary>
    /// <returns>0 done, 2 wrong input, 130 interrupted.</returns>
    public static async Task<int> Run(
        IReadOnlyList<string> words, TextWriter output, TextWriter errors, CancellationToken ct)
    {
        if (words.Count == 0 || words.Contains("--help") || words.Contains("-h"))
        {
            await output.WriteLineAsync(Help());
            return words.Count == 0 ? Wrong : Fine;
        }
        var command = Array.Find(Commands, c => c.Name.Split(' ').SequenceEqual(words.Take(c.Name.Split(' ').Length)));
        var arguments = words.Skip(command?.Name.Split(' ').Length ?? 0).ToList();
        if (command is null || arguments.Count != command.ParameterCount)
        {
            await errors.WriteLineAsync(command is null ? $"There is no command '{string.Join(' ', words)}'. See --help."
                : $"usage: marketplace {command.Name} {command.Parameters}");
            return Wrong;
        }
        try
        {
            return await command.Run(arguments, output, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return Interrupted;
        }
        catch (Exception e) when (e is CommandException or DecodeException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync($"marketplace {command.Name}: {e.Message}");
            return Wrong;
        }
    }

    private static string Help() =>
        "usage: marketplace <command> …\n\n" + string.Join('\n', Commands.Select(c => $"  {c.Name} {c.Parameters}\n      {c.Summary}"));
}
