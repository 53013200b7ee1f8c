using System.Globalization;
using System.Text;

namespace Marketplace.Core.Payments.Withdrawals;

/// <summary>
/// Says how alike two written names are. Order, case, accents and punctuation do not count; a missing middle name costs little. Rule K-2 asks
/// for <see cref="Enough"/>.
/// </summary>
public static class NameMatch
{
    /// <summary>From here on two names are taken for the same, out of 1000.</summary>
    public const int Enough = 850;

    /// <summary>Likeness, 0 to 1000; the same in both directions.</summary>
    public static int Permille(string one, string other) => Math.Min(Fit(Words(one), Words(other)), Fit(Words(other), Words(one)));

    private static int Fit(List<string> a, List<string> b)
    {
        if (a.Count == 0 || b.Count == 0) return 0;
        if (a.Count > b.Count) (a, b) = (b, a);
        // One word against several says too little: half the family has that name.
        if (a.Count == 1 && b.Count > 1) return Likeness(string.Concat(a), string.Concat(b.Order(StringComparer.Ordinal)));

        var left = b.ToList();
        var (got, most) = (0, 0);
        foreach (var word in a.OrderByDescending(w => w.Length))
        {
            var best = left.MaxBy(candidate => Likeness(word, candidate))!;
            got += Likeness(word, best) * word.Length;
            most += word.Length;
            left.Remove(best);
        }
        // What the longer name has beyond the shorter one: an initial is nothing, a further name a little.
        var beyond = left.Sum(w => Math.Max(0, w.Length - 1));
        return Math.Max(0, got / most - 8 * beyond);
    }

    private static List<string> Words(string name)
    {
        var text = new StringBuilder();
        foreach (var c in name.Normalize(NormalizationForm.FormKD))
        {
            if (char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark) continue;
            if (c is '\'' or '’' or '.') continue;
            text.Append(char.IsLetterOrDigit(c) ? char.ToUpperInvariant(c) : ' ');
        }
        return [.. text.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries)];
    }

    // One minus the edit distance over the longer length.
    private static int Likeness(string a, string b)
    {
        var before = new int[b.Length + 1];
        var now = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++) before[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            now[0] = i;
            for (var j = 1; j <= b.Length; j++)
                now[j] = Math.Min(Math.Min(now[j - 1], before[j]) + 1, before[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
            (before, now) = (now, before);
        }
        var longest = Math.Max(a.Length, b.Length);
        return 1000 * (longest - before[b.Length]) / longest;
    }
}
