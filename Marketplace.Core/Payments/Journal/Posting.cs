using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Marketplace.Core.Kernel;

namespace Marketplace.Core.Payments.Journal;

/// <summary>Why a transaction is booked, as far as the sign rules depend on it.</summary>
public enum Nature
{
    /// <summary>The house decides: every rule holds or nothing is booked.</summary>
    Ordinary,
    /// <summary>A provider did it already: it is booked even when the provider's account goes below zero, with an alarm.</summary>
    Fact,
    /// <summary>Takes back something that was booked before, so that income may go down.</summary>
    Correction,
}

/// <summary>One line of a transaction.</summary>
/// <param name="Account">Path, made by <see cref="AccountPath"/>.</param>
/// <param name="Amount">Debit positive, credit negative, never zero.</param>
public readonly record struct Line(string Account, Money Amount)
{
    /// <summary>A debit.</summary>
    public static Line Debit(string account, Money amount) => new(account, amount);

    /// <summary>A credit.</summary>
    public static Line Credit(string account, Money amount) => new(account, -amount);
}

/// <summary>What is to be booked.</summary>
/// <param name="Kind">The business step, dotted, for example <c>escrow.fund</c>.</param>
/// <param name="Cause">The idempotency key: one cause is booked at most once for ever.</param>
/// <param name="Lines">At least two; zero lines fall away; they sum to zero in each asset.</param>
public sealed record Posting(string Kind, string Cause, IReadOnlyList<Line> Lines)
{
    /// <summary>The largest amount of one line in minor units; keeps every sum far away from 64 bits.</summary>
    public const long LargestLine = 1_000_000_000_000_000_000;

    /// <summary>Why it is booked.</summary>
    public Nature Nature { get; init; }

    /// <summary>What it is about, for example <c>tranche:…</c>; searchable.</summary>
    public string Subject { get; init; } = "";

    /// <summary>Further threads to the cause, for example provider and its reference.</summary>
    public IReadOnlyDictionary<string, string> Links { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Who caused it; empty for the system.</summary>
    public UserId Actor { get; init; }

    /// <summary>When it took effect outside, if that is known and differs from now; UTC.</summary>
    public DateTime? EffectiveAt { get; init; }

    /// <summary>The two people who approved a line of equity or adjustment.</summary>
    public (UserId First, UserId Second)? ApprovedBy { get; init; }

    /// <summary>Links as they are stored: JSON with sorted names, empty when there are none.</summary>
    internal static string LinksText(IReadOnlyDictionary<string, string> links) => links.Count == 0
        ? ""
        : JsonSerializer.Serialize(new SortedDictionary<string, string>(links.ToDictionary(), StringComparer.Ordinal), KernelJson.Plain);

    internal LedgerTransactionId? Reverses { get; init; }

    /// <summary>SHA-256 of all that is to be booked, hex; the same cause with another hash is a conflict.</summary>
    internal string Hash() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new object?[]
    {
        Kind, Subject, Nature.ToString(), Reverses?.Value, EffectiveAt?.Ticks,
        Links.OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => new[] { l.Key, l.Value }),
        Lines.Select(l => new object[] { l.Account, l.Amount.Asset.Code, l.Amount.Minor }),
    }, KernelJson.Plain))));

    /// <summary>Checks what the caller must know.</summary>
    /// <exception cref="ArgumentException">Unbalanced, too short, too large, an unknown account, or equity without two people.</exception>
    internal void Check()
    {
        if (Cause.Length is 0 or > LedgerTransaction.LongestCause) throw new ArgumentException($"A cause has 1 to {LedgerTransaction.LongestCause} characters: '{Cause}'.");
        if (Lines.Count < 2) throw new ArgumentException($"{Kind}: a transaction has at least two lines.");
        foreach (var line in Lines)
        {
            var rule = AccountRules.Of(line.Account);
            if (line.Amount.Minor is 0 or > LargestLine or < -LargestLine)
                throw new ArgumentException($"{Kind}: {line.Amount} is no amount for {line.Account}.");
            if (rule == AccountRule.Income && line.Amount.Minor > 0 && Nature == Nature.Ordinary)
                throw new ArgumentException($"{Kind}: income goes down only by a fact or a correction.");
            if (rule == AccountRule.Equity && (ApprovedBy is not { } two || two.First == two.Second || two.First == default || two.Second == default))
                throw new ArgumentException($"{Kind}: {line.Account} needs two people.");
        }
        foreach (var asset in Lines.GroupBy(l => l.Amount.Asset))
            if (asset.Aggregate(Money.Zero(asset.Key), (sum, l) => sum + l.Amount) is { IsZero: false } left)
                throw new ArgumentException($"{Kind}: the lines of {asset.Key} do not balance, {left} is left.");
    }
}
