using System.Collections.Frozen;

namespace Marketplace.Core.Radio;

/// <summary>Prefix letters that an ISRC usually begins with. The list only feeds a warning, so a gap in it does no harm.</summary>
internal static class IsrcPrefixes
{
    private const string Countries = """
        AD AE AF AG AI AL AM AN AO AR AT AU AW AZ BA BB BD BE BF BG BH BI BJ BM BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CL
        CM CN CO CR CS CU CV CW CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FM FO FR GA GB GD GE GH GM GN GP GQ GR GT GW
        GY HK HN HR HT HU ID IE IL IN IQ IR IS IT JM JO JP KE KG KH KM KN KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC
        MD ME MG MK ML MM MN MO MQ MR MS MT MU MV MW MX MY MZ NA NE NG NI NL NO NP NZ OM PA PE PF PG PH PK PL PR PS PT PY QA
        RE RO RS RU RW SA SB SC SD SE SG SI SK SL SM SN SO SR SS ST SV SY SZ TD TG TH TJ TM TN TO TR TT TW TZ UA UG US UY UZ
        VA VC VE VG VN VU WS XK YE YU ZA ZM ZW
        """;

    /// <summary>Further letters given to agencies whose first prefix ran out, and to the international agency.</summary>
    private const string Further = "BC BK BP BX CB CP DG FX GX KS QM QN QT QZ TC UK ZB ZZ";

    internal static FrozenSet<string> Known { get; } = $"{Countries} {Further}"
        .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
