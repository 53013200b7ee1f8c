namespace Marketplace.Web.Ui;

/// <summary>One thing that stands between a person and their goal, with the one step that clears it.</summary>
/// <param name="Tone"><c>bad</c>, <c>wait</c> or <c>info</c>.</param>
/// <param name="Label">One word for the chip.</param>
/// <param name="Text">What is missing and what it holds up.</param>
/// <param name="Action">The button's words.</param>
/// <param name="Href">Where the button leads.</param>
public sealed record Blocker(string Tone, string Label, string Text, string Action, string Href);
