using System.Text.RegularExpressions;
using Marketplace.Core.Kernel;

namespace Marketplace.Core.Accounts.Rights;

/// <summary>One question of an onboarding form.</summary>
/// <param name="Name">Key of the answer.</param>
/// <param name="Label">English text, also the translation key.</param>
/// <param name="IsRequired">Whether it must be answered.</param>
/// <param name="Limit">Longest answer, characters.</param>
/// <param name="Hint">English text under the field, or null.</param>
/// <param name="Shape">A pattern the answer must have, or null.</param>
public sealed record Question(
    string Name, string Label, bool IsRequired, int Limit, string? Hint = null, Regex? Shape = null);

/// <summary>The short form that each capability asks before it is switched on.</summary>
public static partial class Onboarding
{
    private static readonly IReadOnlyDictionary<Capability, IReadOnlyList<Question>> Forms = new Dictionary<Capability, IReadOnlyList<Question>>
    {
        [Capability.Client] = [new("organisation", "Organisation", false, 120, "Leave it empty if you buy for yourself.")],
        [Capability.Creator] = [new("headline", "What you do, in one line", true, 120, "For example: voice-over in Twi and English.")],
        [Capability.Provider] =
        [
            new("trade", "Your trade", true, 80, "For example: wedding photography."),
            new("area", "Where you work", true, 120, "Towns or districts."),
        ],
        [Capability.Artist] =
        [
            new("stageName", "Stage name", true, 80, "As it stands on your records."),
            new("country", "Country", true, 2, "Two letters, for example GH.", Country()),
            new("ipi", "IPI name number", false, 11, "9 to 11 digits, if a collecting society gave you one.", Ipi()),
        ],
        [Capability.Station] =
        [
            new("organisation", "Organisation", true, 120, "The company or trust that holds the licence."),
            new("stationName", "Name on air", true, 80),
            new("city", "City", true, 80),
            new("country", "Country", true, 2, "Two letters, for example GH.", Country()),
            new("frequency", "Frequency", false, 20, "For example 97.3 MHz; leave it empty for an internet station."),
        ],
        [Capability.Developer] =
        [
            new("purpose", "What you build", true, 200),
            new("website", "Website", false, 200, "Starts with https://", Website()),
        ],
        [Capability.Fan] = [new("genres", "Music you like", false, 120)],
    };

    /// <summary>Whether taking part in this way earns money from others; such accounts cannot be staff.</summary>
    public static bool Sells(Capability capability) => capability is not (Capability.Client or Capability.Fan);

    /// <summary>The questions of a capability, in order.</summary>
    public static IReadOnlyList<Question> Of(Capability capability) => Forms[capability];

    /// <summary>All that is wrong with the answers; the field is the question's name.</summary>
    public static IEnumerable<Error> Problems(Capability capability, IReadOnlyDictionary<string, string> answers)
    {
        foreach (var question in Of(capability))
        {
            var answer = answers.GetValueOrDefault(question.Name)?.Trim() ?? "";
            if (answer.Length == 0)
            {
                if (question.IsRequired) yield return AccountErrors.Missing(question.Name);
            }
            else if (answer.Length > question.Limit) yield return AccountErrors.TooLong(question.Name, question.Limit);
            else if (question.Shape?.IsMatch(answer) == false) yield return AccountErrors.BadField(question.Name);
        }
    }

    /// <summary>The answers to asked questions only, cleaned; empty ones are left out.</summary>
    public static IReadOnlyDictionary<string, string> Clean(Capability capability, IReadOnlyDictionary<string, string> answers) =>
        Of(capability)
            .Select(q => (q.Name, Answer: PlainText.OneLine(answers.GetValueOrDefault(q.Name) ?? "")))
            .Where(a => a.Answer.Length > 0)
            .ToDictionary(a => a.Name, a => a.Name == "country" ? a.Answer.ToUpperInvariant() : a.Answer);

    [GeneratedRegex("^[A-Za-z]{2}$")]
    private static partial Regex Country();

    [GeneratedRegex("^[0-9]{9,11}$")]
    private static partial Regex Ipi();

    [GeneratedRegex(@"^https://[^\s/]+\.[^\s]+$")]
    private static partial Regex Website();
}
