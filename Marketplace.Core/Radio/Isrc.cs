using System.Text.RegularExpressions;
using Marketplace.Core.Kernel;

namespace Marketplace.Core.Radio;

/// <summary>What a person should look at again before keeping an ISRC; none of it refuses the code.</summary>
public enum IsrcWarning
{
    /// <summary>The first two letters are no prefix that we know.</summary>
    UnknownPrefix,
    /// <summary>The year lies in the future.</summary>
    FutureYear,
    /// <summary>An O or I stands next to digits in the issuer code: perhaps a 0 or 1 was meant.</summary>
    LetterLikeDigit,
}

/// <summary>The code of a recording (ISO 3901, rule I-1). It says who assigned the code, not who owns the recording.</summary>
public readonly partial record struct Isrc
{
    /// <summary>The first year in which codes were assigned; lower two-digit years belong to the next century.</summary>
    private const int FirstYear = 1986;

    private Isrc(string code) => Code = code;

    /// <summary>12 characters, upper case, without hyphens.</summary>
    public string Code { get; }

    /// <summary>The year in the code, with its century.</summary>
    public int Year => int.Parse(Code.AsSpan(5, 2)) is var year && year >= FirstYear % 100 ? 1900 + year : 2000 + year;

    /// <summary>As people read it: CC-XXX-YY-NNNNN.</summary>
    public string Display => $"{Code[..2]}-{Code[2..5]}-{Code[5..7]}-{Code[7..]}";

    /// <summary>Reads a code as people type it, with or without the word, spaces and hyphens.</summary>
    /// <returns>The code, or the error <c>isrc.form</c>. There is no check digit.</returns>
    public static Result<Isrc> Parse(string? text)
    {
        var code = (text ?? "").Trim().ToUpperInvariant();
        if (code.StartsWith("ISRC", StringComparison.Ordinal)) code = code[4..].TrimStart(':');
        code = code.Replace(" ", "").Replace("-", "");
        return Form().IsMatch(code)
            ? new Isrc(code)
            : Error.Invalid("isrc.form", "An ISRC has two letters, three letters or digits, and seven digits.", "Isrc");
    }

    /// <summary>Looks for likely slips.</summary>
    /// <param name="currentYear">The year of today.</param>
    public IReadOnlyList<IsrcWarning> Warnings(int currentYear)
    {
        var warnings = new List<IsrcWarning>();
        if (!IsrcPrefixes.Known.Contains(Code[..2])) warnings.Add(IsrcWarning.UnknownPrefix);
        if (Year > currentYear) warnings.Add(IsrcWarning.FutureYear);
        var issuer = Code.AsSpan(2, 3);
        if (issuer.ContainsAnyInRange('0', '9') && issuer.ContainsAny('O', 'I')) warnings.Add(IsrcWarning.LetterLikeDigit);
        return warnings;
    }

    /// <inheritdoc/>
    public override string ToString() => Code;

    [GeneratedRegex("^[A-Z]{2}[A-Z0-9]{3}[0-9]{7}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
