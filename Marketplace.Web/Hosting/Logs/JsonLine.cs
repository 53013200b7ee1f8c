using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Marketplace.Core.Kernel;

namespace Marketplace.Web.Hosting.Logs;

/// <summary>Writes one log event as one line of JSON, masked.</summary>
public static class JsonLine
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }; // A file, never a page.

    /// <summary>The line, without its end.</summary>
    public static string Of<TState>(DateTimeOffset at, LogLevel level, string category, TState state, string message, Exception? failure)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("at", at.UtcDateTime);
            json.WriteString("level", level.ToString().ToLowerInvariant());
            json.WriteString("correlation", Correlation.Id);
            json.WriteString("from", category);
            json.WriteString("message", Masked(state, message));
            if (state is IReadOnlyList<KeyValuePair<string, object?>> values) WriteValues(json, values);
            if (failure is not null) json.WriteString("failure", Mask.Text(failure.ToString()));
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    /// <summary>The same for a person at the terminal.</summary>
    public static string Text<TState>(DateTimeOffset at, LogLevel level, TState state, string message, Exception? failure) =>
        $"{at:HH:mm:ss} {(level >= LogLevel.Warning ? level.ToString().ToUpperInvariant() + " " : "")}{Masked(state, message)}"
        + (failure is null ? "" : Environment.NewLine + Mask.Text(failure.ToString()));

    // A value that is masked by its name stands in the sentence too.
    private static string Masked<TState>(TState state, string message)
    {
        if (state is IReadOnlyList<KeyValuePair<string, object?>> values)
            foreach (var (name, value) in values)
                if (name != "{OriginalFormat}" && value?.ToString() is { Length: > 2 } text && Mask.Value(name, text) is var masked && masked != text)
                    message = message.Replace(text, masked, StringComparison.Ordinal);
        return Mask.Text(message);
    }

    private static void WriteValues(Utf8JsonWriter json, IReadOnlyList<KeyValuePair<string, object?>> values)
    {
        json.WriteStartObject("values");
        foreach (var (name, value) in values)
        {
            if (name == "{OriginalFormat}") continue;
            switch (value)
            {
                case null: json.WriteNull(name); break;
                case bool flag: json.WriteBoolean(name, flag); break;
                case int or long or short or byte: json.WriteNumber(name, Convert.ToInt64(value, null)); break;
                default: json.WriteString(name, Mask.Value(name, value.ToString() ?? "")); break;
            }
        }
        json.WriteEndObject();
    }
}
