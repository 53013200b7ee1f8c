using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Marketplace.Core.Payments.Rails.OpenPayments;

/// <summary>HTTP message signatures of RFC 9421 with ed25519, in the shape Open Payments asks for, and the general check of one.</summary>
public static class HttpSignatures
{
    /// <summary>The label that Open Payments servers look for.</summary>
    public const string Label = "sig1";

    /// <summary>Header lines of a signature.</summary>
    /// <param name="Input"><c>Signature-Input</c>.</param>
    /// <param name="Signature"><c>Signature</c>.</param>
    public sealed record Signed(string Input, string Signature);

    /// <summary>The digest of a body, as <c>Content-Digest</c> (RFC 9530).</summary>
    public static string ContentDigest(ReadOnlySpan<byte> body) => $"sha-512=:{Convert.ToBase64String(SHA512.HashData(body))}:";

    /// <summary>Signs the components in their order.</summary>
    /// <param name="components">Name and value, for example <c>@method</c> and <c>POST</c>.</param>
    /// <param name="keyId">Id of the key.</param>
    /// <param name="created">Unix seconds.</param>
    /// <param name="seed">The private key.</param>
    public static Signed Sign(IReadOnlyList<(string Name, string Value)> components, string keyId, long created, ReadOnlySpan<byte> seed)
    {
        ArgumentNullException.ThrowIfNull(components);
        var parameters = string.Create(CultureInfo.InvariantCulture,
            $"({string.Join(' ', components.Select(c => $"\"{c.Name}\""))});keyid=\"{keyId}\";created={created}");
        var signature = Ed25519.Sign(seed, Encoding.UTF8.GetBytes(Base(components, parameters)));
        return new Signed($"{Label}={parameters}", $"{Label}=:{Convert.ToBase64String(signature)}:");
    }

    /// <summary>The text that is signed: one line per component, the parameters last, no line end after it.</summary>
    public static string Base(IEnumerable<(string Name, string Value)> components, string parameters) =>
        string.Join('\n', components.Select(c => $"\"{c.Name}\": {c.Value}").Append($"\"@signature-params\": {parameters}"));

    /// <summary>What a signature covers.</summary>
    /// <param name="Components">Names, in order.</param>
    /// <param name="KeyId">Id of the key.</param>
    /// <param name="Created">Unix seconds.</param>
    /// <param name="Parameters">The text after the label, byte for byte.</param>
    public sealed record Covered(IReadOnlyList<string> Components, string KeyId, long Created, string Parameters);

    /// <summary>Reads a <c>Signature-Input</c> line with the label of Open Payments.</summary>
    /// <exception cref="FormatException">It is another or no such line.</exception>
    public static Covered Read(string input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (!input.StartsWith(Label + "=(", StringComparison.Ordinal)) throw new FormatException("The label is not sig1.");
        var parameters = input[(Label.Length + 1)..];
        var end = parameters.IndexOf(')', StringComparison.Ordinal);
        if (end < 0) throw new FormatException("The list does not end.");
        var names = parameters[1..end].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (names.Any(n => n is not ['"', .., '"'] || n.Length < 3) || names.Distinct().Count() != names.Length) throw new FormatException("A component is malformed.");
        var rest = parameters[(end + 1)..].Split(';', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=', 2)).ToDictionary(p => p[0], p => p[^1]);
        if (!rest.TryGetValue("keyid", out var keyId) || keyId is not ['"', .., '"'] || !rest.TryGetValue("created", out var created)
            || !long.TryParse(created, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            throw new FormatException("keyid or created is missing.");
        return new Covered([.. names.Select(n => n[1..^1])], keyId[1..^1], seconds, parameters);
    }

    /// <summary>Whether the signature stands for exactly these values.</summary>
    /// <param name="covered">What it covers.</param>
    /// <param name="value">The value of a component as the receiver sees it; null when it is absent.</param>
    /// <param name="signature">The <c>Signature</c> line.</param>
    /// <param name="publicKey">The sender's key.</param>
    public static bool Verify(Covered covered, Func<string, string?> value, string signature, ReadOnlySpan<byte> publicKey)
    {
        ArgumentNullException.ThrowIfNull(covered);
        ArgumentNullException.ThrowIfNull(value);
        if (signature is null || !signature.StartsWith(Label + "=:", StringComparison.Ordinal) || signature[^1] != ':') return false;
        var bytes = new byte[Ed25519.SignatureBytes];
        if (!Convert.TryFromBase64String(signature[(Label.Length + 2)..^1], bytes, out var length) || length != bytes.Length) return false;
        List<(string, string)> components = [];
        foreach (var name in covered.Components)
        {
            if (value(name) is not { } present) return false;
            components.Add((name, present));
        }
        return Ed25519.Verify(publicKey, Encoding.UTF8.GetBytes(Base(components, covered.Parameters)), bytes);
    }
}
