using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Marketplace.Core.Payments.Rails.OpenPayments;
using Marketplace.Tests.Tidy;

namespace Marketplace.Tests.Payments.Rails.OpenPayments;

/// <summary>Signatures, digests and hashes byte for byte as others make them.</summary>
public sealed class VectorTests
{
    private static readonly JsonElement Vectors = JsonDocument.Parse(
        File.ReadAllText(Source.File("Marketplace.Tests/Payments/Vectors/open-payments.json"))).RootElement;

    private static readonly byte[] Seed = Base64Url.DecodeFromChars(Of("ed25519_test_key", "d"));

    private static string Of(string group, string name) => Vectors.GetProperty(group).GetProperty(name).GetString()!;

    [Fact]
    public void The_public_key_belongs_to_the_seed() =>
        Assert.Equal(Of("ed25519_test_key", "x"), Base64Url.EncodeToString(Ed25519.PublicKey(Seed)));

    [Fact]
    public void The_example_of_the_standard_is_signed_and_verified()
    {
        var text = Encoding.UTF8.GetBytes(Of("rfc9421_b26", "signature_base"));
        var signature = Ed25519.Sign(Seed, text);
        Assert.Equal(Of("rfc9421_b26", "expected"), Convert.ToBase64String(signature));
        Assert.True(Ed25519.Verify(Ed25519.PublicKey(Seed), text, signature));
        for (var i = 0; i < signature.Length; i += 7)
        {
            var other = (byte[])[.. signature];
            other[i] ^= 1;
            Assert.False(Ed25519.Verify(Ed25519.PublicKey(Seed), text, other));
        }
        Assert.False(Ed25519.Verify(Ed25519.PublicKey(Seed), [.. text, 10], signature));
        Assert.False(Ed25519.Verify(new byte[31], text, signature));
    }

    [Theory]
    [InlineData("op_post")]
    [InlineData("op_get")]
    public void Our_requests_have_exactly_this_shape(string name)
    {
        var lines = Of(name, "signature_base").Split('\n')[..^1].Select(l => l.Split("\": ", 2)).Select(p => (p[0][1..], p[1])).ToList();
        var signed = HttpSignatures.Sign(lines, "test-key-ed25519", 1618884473, Seed);
        Assert.Equal(Of(name, "signature_input"), signed.Input);
        Assert.Equal($"sig1=:{Of(name, "signature")}:", signed.Signature);
        var covered = HttpSignatures.Read(signed.Input);
        Assert.True(HttpSignatures.Verify(covered, c => lines.Single(l => l.Item1 == c).Item2, signed.Signature, Ed25519.PublicKey(Seed)));
        Assert.False(HttpSignatures.Verify(covered, c => c == "@method" ? "PUT" : lines.Single(l => l.Item1 == c).Item2, signed.Signature, Ed25519.PublicKey(Seed)));
    }

    [Fact]
    public void A_body_is_written_as_the_other_side_writes_it_again()
    {
        var body = JsJson.Write(new JsonObject
        {
            ["walletAddress"] = "https://wallet.example/platform", ["metadata"] = new JsonObject { ["note"] = "a+b 'q' é" },
        });
        Assert.Equal(Of("op_post", "body"), Encoding.UTF8.GetString(body));
        Assert.Equal(Vectors.GetProperty("op_post").GetProperty("content_length").GetInt32(), body.Length);
        Assert.Equal(Of("op_post", "content_digest"), HttpSignatures.ContentDigest(body));
    }

    [Theory]
    [InlineData("😀", "\"😀\"")]
    [InlineData("\u00a0\u2028\u0085\u007f", "\"\u00a0\u2028\u0085\u007f\"")]
    [InlineData("<&'+>\"\\/", "\"<&'+>\\\"\\\\/\"")]
    [InlineData("\u0001\b\t\n\f\r", "\"\\u0001\\b\\t\\n\\f\\r\"")]
    public void Characters_are_escaped_as_by_the_browser(string text, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(JsJson.Write(JsonValue.Create(text)!)));

    [Fact]
    public void The_hash_fits_in_both_spellings_and_in_no_other()
    {
        var (nonce, finish, reference, url) = (Of("interact_hash_rfc9635", "client_nonce"), Of("interact_hash_rfc9635", "finish"),
            Of("interact_hash_rfc9635", "interact_ref"), Of("interact_hash_rfc9635", "grant_url"));
        var given = Of("interact_hash_rfc9635", "base64url_nopad");
        Assert.True(InteractionHash.Fits(given, nonce, finish, reference, url));
        Assert.False(InteractionHash.Fits(given, nonce, finish, reference, url + "/"));
        Assert.False(InteractionHash.Fits(given, nonce + "x", finish, reference, url));
        Assert.False(InteractionHash.Fits(given[..^1] + "Z", nonce, finish, reference, url));
        Assert.False(InteractionHash.Fits(null, nonce, finish, reference, url));
        Assert.True(InteractionHash.Fits(Of("interact_hash_rafiki", "base64_standard"), Of("interact_hash_rafiki", "client_nonce"),
            Of("interact_hash_rafiki", "finish"), Of("interact_hash_rafiki", "interact_ref"), Of("interact_hash_rafiki", "grant_url")));
    }

    [Theory]
    [InlineData("sig2=(\"@method\");keyid=\"k\";created=1")]
    [InlineData("sig1=(\"@method\" \"@method\");keyid=\"k\";created=1")]
    [InlineData("sig1=(\"@method\");created=1")]
    [InlineData("sig1=(\"@method\");keyid=\"k\"")]
    [InlineData("sig1=(@method);keyid=\"k\";created=1")]
    [InlineData("sig1=(\"@method\"")]
    [InlineData("")]
    public void A_malformed_signature_line_is_refused(string line) => Assert.Throws<FormatException>(() => HttpSignatures.Read(line));
}
