using System.Xml.Linq;
using Microsoft.AspNetCore.Routing;

namespace Marketplace.Web.Shell;

/// <summary>What is where: for the palette, and for search engines.</summary>
public static class Maps
{
    // A sitemap holds no more than this.
    private const int MostPaths = 50_000;

    private static readonly XNamespace Sitemap = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private static readonly XNamespace Xhtml = "http://www.w3.org/1999/xhtml";

    /// <summary>Maps the list behind the palette, robots.txt and sitemap.xml.</summary>
    public static void MapMaps(this WebApplication app)
    {
        app.MapGet("/pages.json", (HttpContext http, Navigation places, Texts texts) =>
        {
            http.Response.Headers.CacheControl = "private, no-store";
            return places.For(http.Actor()).Select(e => new
            {
                e.Path,
                Text = texts[e.Text].Value,
                Group = texts[e.Group].Value,
                Find = $"{e.Text} {texts.Chinese(e.Text)} {e.Group} {e.Path}",
            });
        }).AllowAnonymous();

        app.MapGet("/robots.txt", (HttpContext http, PublicAddress address) =>
            $"User-agent: *\nDisallow: /api/\nDisallow: /preferences\nSitemap: {address.Root(http)}/sitemap.xml\n").AllowAnonymous();

        app.MapGet("/sitemap.xml", async (
            HttpContext http, PublicAddress address, EndpointDataSource endpoints, IEnumerable<ISitemapSource> sources, CancellationToken ct) =>
        {
            var paths = PublicPaths(endpoints).ToList();
            foreach (var source in sources) paths.AddRange(await source.Paths(ct));
            return Results.Text(SitemapOf(paths.Take(MostPaths), address.Root(http)), "application/xml");
        }).AllowAnonymous();
    }

    private static IEnumerable<string> PublicPaths(EndpointDataSource endpoints) => endpoints.Endpoints.OfType<RouteEndpoint>()
        .Where(e => e.Metadata.GetMetadata<PublicPageAttribute>() is not null && e.RoutePattern.Parameters.Count == 0)
        .Select(e => "/" + e.RoutePattern.RawText!.Trim('/')).Distinct().Order(StringComparer.Ordinal);

    private static string SitemapOf(IEnumerable<string> paths, string root) =>
        """<?xml version="1.0" encoding="utf-8"?>""" + "\n" + new XElement(Sitemap + "urlset",
            new XAttribute(XNamespace.Xmlns + "xhtml", Xhtml),
            paths.Select(path => new XElement(Sitemap + "url",
                new XElement(Sitemap + "loc", root + path),
                ShellWeb.Languages.Select(language => new XElement(Xhtml + "link", new XAttribute("rel", "alternate"),
                    new XAttribute("hreflang", language), new XAttribute("href", $"{root}{path}?{ShellWeb.LanguageQuery}={language}"))))));
}
