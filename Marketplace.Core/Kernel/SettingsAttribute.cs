namespace Marketplace.Core.Kernel;

/// <summary>
/// Marks a class of settings: each property is read from <c>section:Property</c> (environment variable
/// <c>section__Property</c>), is checked when the server starts, and stands in .env.example and appsettings.json; a test compares them.
/// </summary>
/// <param name="section">Name of the section in appsettings.json.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SettingsAttribute(string section) : Attribute
{
    /// <summary>Name of the section in appsettings.json.</summary>
    public string Section { get; } = section;
}
