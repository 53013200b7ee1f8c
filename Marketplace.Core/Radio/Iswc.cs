using Marketplace.Core.Kernel;

namespace Marketplace.Core.Radio;

/// <summary>The code of a work, the composition behind recordings (rule I-3).</summary>
public readonly record struct Iswc
{
    private Iswc(string code) => Code = code;

    /// <summary>T and ten digits, the last one the check digit.</summary>
    public string Code { get; }

    /// <summary>As people read it: T-034.524.680-1.</summary>
    public string Display => $"T-{Code[1..4]}.{Code[4..7]}.{Code[7..10]}-{Code[10]}";

    /// <summary>Reads a code as people type it, with or without the word, spaces, points and hyphens.</summary>
    /// <returns>The code, or the errors <c>iswc.form</c> and <c>iswc.check</c>.</returns>
    public static Result<Iswc> Parse(string? text)
    {
        var code = (text ?? "").Trim().ToUpperInvariant();
        if (code.StartsWith("ISWC", StringComparison.Ordinal)) code = code[4..].TrimStart(':');
        code = code.Replace(" ", "").Replace(".", "").Replace("-", "");
        if (code.Length != 11 || code[0] != 'T' || !code.Skip(1).All(char.IsAsciiDigit))
            return Error.Invalid("iswc.form", "An ISWC is the letter T and ten digits.", "Iswc");
        return code[10] - '0' == Check(code)
            ? new Iswc(code)
            : Error.Invalid("iswc.check", "The last digit does not fit this ISWC. Compare it with the source.", "Iswc");
    }

    /// <inheritdoc/>
    public override string ToString() => Code;

    private static int Check(string code)
    {
        var sum = 1;
        for (var i = 1; i <= 9; i++) sum += i * (code[i] - '0');
        return (10 - sum % 10) % 10;
    }
}
