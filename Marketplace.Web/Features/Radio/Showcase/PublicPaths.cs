namespace Marketplace.Web.Features.Radio.Showcase;

/// <summary>Addresses of public pages.</summary>
public static class PublicPaths
{
    /// <summary>An artist's page; null without a name in addresses.</summary>
    public static string? Artist(string? slug) => slug is null ? null : "/artists/" + Uri.EscapeDataString(slug);

    /// <summary>A station's page.</summary>
    public static string Station(string slug) => "/stations/" + Uri.EscapeDataString(slug);
}
