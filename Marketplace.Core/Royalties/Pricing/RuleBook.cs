using Marketplace.Core.Kernel;

namespace Marketplace.Core.Royalties.Pricing;

/// <summary>All price rules together.</summary>
public sealed class RuleBook
{
    private readonly IReadOnlyList<RateRule> _rules;

    private RuleBook(IReadOnlyList<RateRule> rules) => _rules = rules;

    /// <summary>Takes rules that do not contradict each other.</summary>
    /// <returns>The book, or the errors <c>rule.dates</c>, <c>rule.amount</c> and <c>rule.overlap</c> (INV-9).</returns>
    public static Result<RuleBook> Of(IReadOnlyList<RateRule> rules)
    {
        foreach (var rule in rules)
        {
            if (rule.To <= rule.From) return Error.Invalid("rule.dates", "A price rule must end after it begins.");
            if (rule.Amount < 0) return Error.Invalid("rule.amount", "A price rule cannot have an amount below zero.");
        }
        for (var i = 0; i < rules.Count; i++)
            for (var j = i + 1; j < rules.Count; j++)
                if (Contradict(rules[i], rules[j]))
                    return Error.Conflict("rule.overlap", "The price rules {0} and {1} are in force for the same plays at the same time.")
                        with
                    { Arguments = [Name(rules[i]), Name(rules[j])] };
        return new RuleBook(rules);
    }

    /// <summary>R-1: the most specific rule in force when the play started.</summary>
    /// <returns>
    /// The rule, or the errors <c>rule.none</c> and <c>rule.ambiguous</c>: two methods for the same scope are allowed in the
    /// book, as each station has one method, but not for one play.
    /// </returns>
    public Result<RateRule> Choose(PricedPlay play)
    {
        var most = _rules
            .Where(rule => rule.IsActive(play.StartUtc) && rule.UsageWeights.ContainsKey(play.Usage) && rule.Scope.Covers(play))
            .GroupBy(rule => rule.Scope.Kind).MaxBy(group => group.Key)?.ToList();
        return most switch
        {
            null => Error.NotFound("rule.none", "No price rule was in force for this play."),
            [var rule] => rule,
            _ => Error.Conflict("rule.ambiguous", "More than one price rule was in force for this play."),
        };
    }

    /// <summary>INV-9: same scope, method and usage may not overlap in time.</summary>
    private static bool Contradict(RateRule a, RateRule b) =>
        a.Scope == b.Scope && a.Method == b.Method
        && a.UsageWeights.Keys.Any(b.UsageWeights.ContainsKey)
        && (b.To is null || a.From < b.To) && (a.To is null || b.From < a.To);

    private static string Name(RateRule rule) => $"{rule.Id}@{rule.Version}";
}
