namespace Marketplace.Web.Shell;

/// <summary>Light, dark, or as the system has it; kept in a cookie so that the first byte of a page already knows.</summary>
public sealed class Theme
{
    /// <summary>Name of the cookie.</summary>
    public const string Cookie = "theme";

    /// <summary>What can be chosen; the first is the default.</summary>
    public static readonly string[] Choices = ["system", "light", "dark"];

    /// <summary>What this browser chose.</summary>
    public string Of(HttpContext http) =>
        http.Request.Cookies[Cookie] is { } chosen && Choices.Contains(chosen) ? chosen : Choices[0];
}
