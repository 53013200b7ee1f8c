using Marketplace.Core.Kernel;

namespace Marketplace.Core.Radio;

/// <summary>The name number of a writer or publisher (rule I-2).</summary>
public readonly record struct Ipi
{
    private Ipi(string number) => Number = number;

    /// <summary>11 digits, padded with zeros on the left.</summary>
    public string Number { get; }

    /// <summary>
    /// Whether the last two digits fit the rest. A mismatch is a warning that the person can confirm: the formula comes from
    /// an open implementation and not from the issuer's text.
    /// </summary>
    public bool IsCheckRight => Number[9..] == Check(Number.AsSpan(0, 9)).ToString("D2");

    /// <summary>Reads a number as people type it, with or without spaces, points and hyphens.</summary>
    /// <returns>The number, or the error <c>ipi.form</c>.</returns>
    public static Result<Ipi> Parse(string? text)
    {
        var digits = (text ?? "").Replace(" ", "").Replace(".", "").Replace("-", "");
        return digits.Length is > 0 and <= 11 && digits.All(char.IsAsciiDigit)
            ? new Ipi(digits.PadLeft(11, '0'))
            : Error.Invalid("ipi.form", "An IPI name number has up to 11 digits.", "Ipi");
    }

    /// <inheritdoc/>
    public override string ToString() => Number;

    private static int Check(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++) sum += (digits[i] - '0') * (10 - i);
        var rest = sum % 101;
        return rest == 0 ? 0 : (101 - rest) % 100;
    }
}
