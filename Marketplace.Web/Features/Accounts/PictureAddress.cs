namespace Marketplace.Web.Features.Accounts;

/// <summary>Where a person's picture is.</summary>
public static class PictureAddress
{
    /// <summary>The address of one size, or null without a picture. The tag makes a new picture a new address.</summary>
    public static string? Of(string slug, string? tag, int edge) => tag is null ? null : $"/people/{slug}/picture/{edge}?v={tag}";
}
