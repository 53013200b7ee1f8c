using System.Text.RegularExpressions;

namespace Marketplace.Web.Hosting.Logs;

/// <summary>Takes secrets and personal data out of a log line.</summary>
public static partial class Mask
{
    private static readonly string[] SecretNames =
        ["password", "token", "secret", "authorization", "cookie", "apikey", "api_key", "code", "totp", "passkey", "iban", "account_number"];
    private static readonly string[] PersonalNames = ["email", "phone", "address", "recipient"];

    /// <summary>A value by its name: secrets vanish whole, personal data keeps a hint, the rest is searched.</summary>
    public static string Value(string name, string text)
    {
        var plain = name.TrimStart('@', '$').Replace("-", "").Replace("_", "");
        if (SecretNames.Any(s => plain.EndsWith(s.Replace("_", ""), StringComparison.OrdinalIgnoreCase)
            && !plain.Equals("StatusCode", StringComparison.OrdinalIgnoreCase) && !plain.EndsWith("ErrorCode", StringComparison.OrdinalIgnoreCase)))
            return "***";
        if (PersonalNames.Any(p => plain.Equals(p, StringComparison.OrdinalIgnoreCase)
            || plain.EndsWith(p, StringComparison.OrdinalIgnoreCase)) && !text.StartsWith("http", StringComparison.Ordinal))
            return Text(text) is var masked && masked != text ? masked : "***";
        return Text(text);
    }

    /// <summary>A sentence: whatever looks like a secret or names a person is covered.</summary>
    public static string Text(string text)
    {
        text = Bearer().Replace(text, "$1 ***");
        text = CookieHeader().Replace(text, "$1 ***");
        text = NamedSecret().Replace(text, "$1$2***");
        text = JsonWebToken().Replace(text, "***");
        text = Email().Replace(text, "$1***@***");
        return Phone().Replace(text, match => match.Value[..3] + "***" + match.Value[^2..]);
    }

    [GeneratedRegex(@"\b(Bearer|Basic|DPoP)\s+[A-Za-z0-9+/=._~\-]{6,}", RegexOptions.IgnoreCase)]
    private static partial Regex Bearer();

    [GeneratedRegex(@"\b((?:Set-)?Cookie:)[^\r\n]+", RegexOptions.IgnoreCase)]
    private static partial Regex CookieHeader();

    // password=…, "token": "…", access_token=…, ?code=…: in query strings, forms, JSON and connection strings.
    [GeneratedRegex("""((?:password|pwd|passwd|secret|token|authorization|api[_-]?key|client_secret|otp|totp|recoverycode|(?<=[?&])code)"?)(\s*[=:]\s*"?)(?!\*\*\*)(?!Bearer )[^\s"&;,}]+""", RegexOptions.IgnoreCase)]
    private static partial Regex NamedSecret();

    [GeneratedRegex(@"\beyJ[A-Za-z0-9_\-]{8,}\.[A-Za-z0-9_\-]+\.[A-Za-z0-9_\-]*")]
    private static partial Regex JsonWebToken();

    [GeneratedRegex(@"\b([A-Za-z0-9])[A-Za-z0-9._%+\-]*@[A-Za-z0-9.\-]+\.[A-Za-z]{2,}")]
    private static partial Regex Email();

    // International (+233 20 123 4567) or a national number of Ghana or China; ids and amounts have other shapes.
    [GeneratedRegex(@"(?<![\w.\-])(?:\+\d{1,3}[ \-]?(?:\d[ \-]?){7,12}\d|0[235]\d[ \-]?\d{3}[ \-]?\d{4}|1[3-9]\d{9})(?![\w\-])")]
    private static partial Regex Phone();
}
