namespace Marketplace.Web.Shell;

/// <summary>Tells search engines of public pages that a feature makes from its data; pages with a fixed address are found by themselves.</summary>
public interface ISitemapSource
{
    /// <summary>Addresses from the root, escaped.</summary>
    Task<IReadOnlyList<string>> Paths(CancellationToken ct);
}
