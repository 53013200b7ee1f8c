using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Marketplace.Core.Payments.Rails.OpenPayments;

/// <summary>
/// Writes JSON byte for byte as JSON.stringify does. Open Payments servers parse a body and write it again before they check its digest, so
/// any other spelling of the same text is a wrong signature to them.
/// </summary>
public static class JsJson
{
    /// <summary>The compact text as UTF-8.</summary>
    public static byte[] Write(JsonNode node)
    {
        var text = new StringBuilder();
        Write(text, node);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Write(StringBuilder text, JsonNode? node)
    {
        switch (node)
        {
            case null:
                text.Append("null");
                break;
            case JsonObject fields:
                text.Append('{').AppendJoin(',', fields.Select(f => $"{Quote(f.Key)}:{Text(f.Value)}")).Append('}');
                break;
            case JsonArray items:
                text.Append('[').AppendJoin(',', items.Select(Text)).Append(']');
                break;
            default:
                text.Append(node.GetValueKind() switch
                {
                    JsonValueKind.String => Quote(node.GetValue<string>()),
                    JsonValueKind.True => "true",
                    JsonValueKind.False => "false",
                    // Fractions are spelled differently by the two sides; amounts are strings in this protocol.
                    _ => long.Parse(node.ToJsonString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture),
                });
                break;
        }
    }

    private static string Text(JsonNode? node)
    {
        var text = new StringBuilder();
        Write(text, node);
        return text.ToString();
    }

    private static string Quote(string value)
    {
        var text = new StringBuilder("\"");
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ when char.IsSurrogate(c) && !IsPair(value, i) => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        }
        return text.Append('"').ToString();
    }

    private static bool IsPair(string value, int i) => char.IsHighSurrogate(value[i])
        ? i + 1 < value.Length && char.IsLowSurrogate(value[i + 1])
        : i > 0 && char.IsHighSurrogate(value[i - 1]);
}
