using System.Collections.Frozen;

namespace Marketplace.Web.Ui;

/// <summary>The one icon set: 24 × 24, drawn in strokes, so that colour and weight come from the text around them.</summary>
public static class Icons
{
    private static readonly FrozenDictionary<string, string> Shapes = new Dictionary<string, string>
    {
        ["home"] = "<path d='M4 11l8-7 8 7v8a1 1 0 0 1-1 1h-4v-6H9v6H5a1 1 0 0 1-1-1z'/>",
        ["search"] = "<circle cx='11' cy='11' r='6.5'/><path d='M16 16l4.5 4.5'/>",
        ["bell"] = "<path d='M6 10a6 6 0 0 1 12 0c0 5 2 6 2 6H4s2-1 2-6M10 20h4'/>",
        ["user"] = "<circle cx='12' cy='8' r='4'/><path d='M4.5 20c1-4 4-5.5 7.5-5.5s6.5 1.5 7.5 5.5'/>",
        ["users"] = "<circle cx='9' cy='8.5' r='3.5'/><path d='M2.5 19c.8-3.5 3.3-5 6.5-5s5.7 1.5 6.5 5M16 5.300a3.5 3.5 0 0 1 0 6.400M17.5 14.300c2.2.6 3.5 2.1 4 4.7'/>",
        ["music"] = "<path d='M9 17.500V5l11-2v12.5'/><circle cx='6.5' cy='17.5' r='2.5'/><circle cx='17.5' cy='15.5' r='2.5'/>",
        ["radio"] = "<circle cx='12' cy='12' r='2'/><path d='M7.8 16.200a6 6 0 0 1 0-8.400m8.4 0a6 6 0 0 1 0 8.400M5 19a10 10 0 0 1 0-14m14 0a10 10 0 0 1 0 14'/>",
        ["chart"] = "<path d='M4 4v16h16M8 16v-4m4.5 4V8m4.5 8v-6'/>",
        ["wallet"] = "<path d='M4 7.500A2.5 2.5 0 0 1 6.5 5H17v3M4 7.500V17a2.5 2.5 0 0 0 2.5 2.500H20V8H6.5'/><path d='M16.5 13.700h.1'/>",
        ["file"] = "<path d='M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6'/>",
        ["play"] = "<path d='M8 5.500v13l10.5-6.500z' fill='currentColor'/>",
        ["pause"] = "<path d='M8.5 6v12M15.5 6v12' stroke-width='3'/>",
        ["upload"] = "<path d='M12 16V5m-4.5 4L12 4.5 16.5 9M4 16v3.500h16V16'/>",
        ["download"] = "<path d='M12 4.500V16m-4.5-4.500L12 16l4.5-4.500M4 19.500h16'/>",
        ["check"] = "<path d='M5 12.500l4.5 4.500L19 7.5'/>",
        ["clock"] = "<circle cx='12' cy='12' r='8.5'/><path d='M12 7v5l3.5 2'/>",
        ["warning"] = "<path d='M12 4l9 16H3zM12 10v4.500M12 17.300v.1'/>",
        ["info"] = "<circle cx='12' cy='12' r='8.5'/><path d='M12 11v5M12 8v.1'/>",
        ["close"] = "<path d='M6 6l12 12M18 6L6 18'/>",
        ["menu"] = "<path d='M4 7h16M4 12h16M4 17h16'/>",
        ["more"] = "<path d='M5.5 12h.1M12 12h.1M18.5 12h.1' stroke-width='3'/>",
        ["sun"] = "<circle cx='12' cy='12' r='4'/><path d='M12 3v1.500m0 15V21m9-9h-1.500M4.5 12H3m15.4-6.400l-1.1 1.100M6.7 17.300l-1.1 1.100m0-12.800l1.1 1.100m10.6 10.600l1.1 1.1'/>",
        ["moon"] = "<path d='M19.5 14.500A8 8 0 0 1 9.5 4.500a8 8 0 1 0 10 10z'/>",
        ["system"] = "<rect x='3.5' y='5' width='17' height='11' rx='1.5'/><path d='M9 20h6M12 16v4'/>",
        ["globe"] = "<circle cx='12' cy='12' r='8.5'/><path d='M3.5 12h17M12 3.500c-5 5-5 12 0 17m0-17c5 5 5 12 0 17'/>",
        ["next"] = "<path d='M9.5 5.500L16 12l-6.5 6.5'/>",
        ["back"] = "<path d='M14.5 5.500L8 12l6.5 6.5'/>",
        ["down"] = "<path d='M5.5 9.500L12 16l6.5-6.5'/>",
        ["arrow"] = "<path d='M4.5 12h15m-6-6l6 6-6 6'/>",
        ["plus"] = "<path d='M12 5v14M5 12h14'/>",
        ["edit"] = "<path d='M4.5 19.500l1-4L16 5l3 3L8.5 18.500zM14 7l3 3'/>",
        ["trash"] = "<path d='M4.5 7h15M9.5 7V4h5v3M6.5 7l1 13h9l1-13M10.5 11v5M13.5 11v5'/>",
        ["lock"] = "<rect x='5' y='10.5' width='14' height='10' rx='2'/><path d='M8 10.500V8a4 4 0 0 1 8 0v2.5'/>",
        ["shield"] = "<path d='M12 3l7.5 3v5.500c0 4.5-3 7.8-7.5 9.5-4.5-1.7-7.5-5-7.5-9.500V6z'/><path d='M8.8 12l2.3 2.3 4.2-4.5'/>",
        ["settings"] = "<path d='M4 7h9m5 0h2M4 17h2m5 0h9'/><circle cx='15.5' cy='7' r='2.5'/><circle cx='8.5' cy='17' r='2.5'/>",
        ["external"] = "<path d='M14 4h6v6M20 4l-9 9M18 14v5.500H4.500V6H10'/>",
        ["refresh"] = "<path d='M19.5 12a7.5 7.5 0 1 1-2.2-5.300L20 9.200M20 4.500v4.700h-4.7'/>",
        ["help"] = "<circle cx='12' cy='12' r='8.5'/><path d='M9.7 9.500a2.4 2.4 0 1 1 3.6 2.100c-.9.5-1.3 1-1.3 1.900M12 16.400v.1'/>",
        ["wave"] = "<path d='M4 14v-4m4 7V7m4 13V4m4 13V7m4 7v-4'/>",
        ["pulse"] = "<path d='M3 12h4l2.5-7 5 14 2.5-7h4'/>",
        ["list"] = "<path d='M9 6.500h11M9 12h11M9 17.500h11M4.5 6.500h.1M4.5 12h.1M4.5 17.500h.1'/>",
        ["calendar"] = "<rect x='4' y='5.5' width='16' height='15' rx='2'/><path d='M4 10.500h16M8.5 3v4m7-4v4'/>",
        ["pin"] = "<path d='M12 21c4-4.5 6.5-8 6.5-11a6.5 6.5 0 0 0-13 0c0 3 2.5 6.5 6.5 11z'/><circle cx='12' cy='10' r='2.3'/>",
        ["eye"] = "<path d='M2.5 12C5 7.5 8.3 5.5 12 5.500s7 2 9.5 6.500c-2.5 4.5-5.8 6.5-9.5 6.500S5 16.5 2.5 12z'/><circle cx='12' cy='12' r='2.8'/>",
        ["link"] = "<path d='M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.300l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3a4 4 0 0 0 5.7 5.700l1-1'/>",
        ["key"] = "<circle cx='8' cy='15.5' r='4'/><path d='M11 12.500L19.5 4M16 7.500l3 3M13.5 10l2 2'/>",
        ["copy"] = "<rect x='8.5' y='8.5' width='11' height='12' rx='2'/><path d='M15.5 5V3.500h-11V16H6'/>",
        ["filter"] = "<path d='M4 6h16l-6 7v6l-4-2v-4z'/>",
        ["split"] = "<path d='M12 20v-6M12 14L5.5 7.500M12 14l6.5-6.500M5 11V7h4M15 7h4v4'/>",
        ["flag"] = "<path d='M5.5 21V4h12l-2.5 4.5 2.5 4.500h-12'/>",
        ["inbox"] = "<path d='M4 13l3-8h10l3 8v6H4zM4 13h5l1.5 2.500h3L15 13h5'/>",
        ["mic"] = "<rect x='9' y='3' width='6' height='11' rx='3'/><path d='M5.5 11.500a6.5 6.5 0 0 0 13 0M12 18v3'/>",
        ["ear"] = "<path d='M6.5 9a5.5 5.5 0 1 1 11 0c0 4.5-4 4.5-4 8.500a3 3 0 0 1-5.5 1.500M9.5 9a2.5 2.5 0 0 1 5 0c0 1.5-2 1.8-2 3.5'/>",
        ["logout"] = "<path d='M14 4.500H5v15h9M10 12h10.500m-4-4l4 4-4 4'/>",
    }.ToFrozenDictionary();

    /// <summary>Names of all icons.</summary>
    public static IEnumerable<string> Names => Shapes.Keys;

    /// <summary>The inner SVG of an icon.</summary>
    /// <exception cref="ArgumentException">There is no icon of that name.</exception>
    public static string Shape(string name) =>
        Shapes.GetValueOrDefault(name) ?? throw new ArgumentException($"There is no icon '{name}'.", nameof(name));
}
