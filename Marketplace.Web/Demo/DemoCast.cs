using Marketplace.Core.Kernel;

namespace Marketplace.Web.Demo;

/// <summary>The people, songs and stations of the demo world. All of them are invented.</summary>
public static class DemoCast
{
    /// <summary>One password for every demo account; production refuses to start with the demo.</summary>
    public const string Password = "highlife-and-harmattan";

    /// <summary>Four artists; the first is the one to look at.</summary>
    public static readonly IReadOnlyList<DemoPerson> Artists =
    [
        new("efua@demo.example", "Efua Mensah", "en", "Africa/Accra", [Capability.Artist], []),
        new("kojo@demo.example", "Kojo Asante", "en", "Africa/Accra", [Capability.Artist], []),
        new("ama@demo.example", "Ama Serwaa", "en", "Africa/Accra", [Capability.Artist], []),
        new("lan@demo.example", "林岚", "zh-Hans", "Asia/Shanghai", [Capability.Artist], []),
    ];

    /// <summary>Owners of the stations, in the order of <see cref="Stations"/>.</summary>
    public static readonly IReadOnlyList<DemoPerson> StationOwners =
    [
        new("coast@demo.example", "Coast FM", "en", "Africa/Accra", [Capability.Station], []),
        new("palm@demo.example", "Palm FM", "en", "Africa/Accra", [Capability.Station], []),
        new("campus@demo.example", "Campus Radio", "en", "Africa/Accra", [Capability.Station], []),
    ];

    /// <summary>People who order work and pay for it, one in each of two currencies.</summary>
    public static readonly IReadOnlyList<DemoPerson> Clients =
    [
        new("harbour@demo.example", "Harbour Foods", "en", "Africa/Accra", [Capability.Client], []),
        new("tea@demo.example", "南风茶馆", "zh-Hans", "Asia/Shanghai", [Capability.Client], []),
    ];

    /// <summary>The house's own people, one for each role, and two in finance because one calculates and another approves.</summary>
    public static readonly IReadOnlyList<DemoPerson> Staff =
    [
        new("finance@demo.example", "Yaa Boateng", "en", "Africa/Accra", [], [StaffRole.Finance]),
        new("finance2@demo.example", "Kwame Owusu", "en", "Africa/Accra", [], [StaffRole.Finance]),
        new("moderator@demo.example", "Esi Quaye", "en", "Africa/Accra", [], [StaffRole.Moderator]),
        new("support@demo.example", "Nii Lamptey", "en", "Africa/Accra", [], [StaffRole.Support]),
        new("admin@demo.example", "Abena Darko", "en", "Africa/Accra", [], [StaffRole.Superadmin]),
    ];

    /// <summary>Twelve songs, three of each artist; the position is the seed of the synthesiser.</summary>
    public static readonly IReadOnlyList<DemoSong> Songs =
    [
        new(0, "Sunrise over Labadi", "Highlife"), new(0, "Harmattan letters", "Afro-soul"), new(0, "Makola, 5 a.m.", "Hiplife"),
        new(1, "Volta ferry", "Highlife"), new(1, "Kente weather", "Afrobeats"), new(1, "Last trotro home", "Hiplife"),
        new(2, "Shea and sugar", "Afro-soul"), new(2, "Lake Bosomtwe", "Folk"), new(2, "Independence Arch", "Gospel"),
        new(3, "海边的鼓声", "Electronic"), new(3, "雨季电台", "Pop"), new(3, "从广州到阿克拉", "Afrobeats"),
    ];

    /// <summary>Three stations. The third one's first address is dead on purpose, so that the fail-over can be seen.</summary>
    public static readonly IReadOnlyList<DemoStation> Stations =
    [
        new("coast-fm", "Coast FM 99.1", "Greater Accra", "A", DeadFirst: false),
        new("palm-fm", "Palm FM", "Central", "B", DeadFirst: false),
        new("campus-radio", "Campus Radio", "Ashanti", "COM", DeadFirst: true),
    ];
}

/// <summary>A demo account.</summary>
public sealed record DemoPerson(
    string Email, string Name, string Language, string TimeZone, Capability[] Capabilities, StaffRole[] StaffRoles);

/// <summary>A synthesised song of one of the artists.</summary>
/// <param name="Artist">Position in <see cref="DemoCast.Artists"/>.</param>
/// <param name="Title">Its title.</param>
/// <param name="Genre">Its genre.</param>
public sealed record DemoSong(int Artist, string Title, string Genre);

/// <summary>A demo station.</summary>
/// <param name="Slug">Name in addresses.</param>
/// <param name="Name">Name on air.</param>
/// <param name="Region">Region of Ghana.</param>
/// <param name="Tier">A, B, C, COM or ONL.</param>
/// <param name="DeadFirst">Whether its first stream address does not answer.</param>
public sealed record DemoStation(string Slug, string Name, string Region, string Tier, bool DeadFirst);
