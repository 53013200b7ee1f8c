using Marketplace.Core.Kernel;
using Marketplace.Core.Radio;
using Marketplace.Core.Royalties.Pricing;
using Marketplace.Core.Royalties.Statements;

namespace Marketplace.Core.Royalties.Calculation;

/// <summary>A line with the payees it concerns, by contributor.</summary>
internal sealed record DraftLine(RoyaltyLine Line, HeardStation Station, PlayedRecording Recording, IReadOnlyList<DatedSplit> Splits);

/// <summary>Rules and P-2: gathers priced plays into lines.</summary>
internal static class LineDrafting
{
    public static IReadOnlyList<DraftLine> Lines(
        Month month, IReadOnlyList<Priced> plays, IReadOnlyDictionary<StationId, TimeZoneInfo> zones)
    {
        // Held money is shown per recording, station and reason; paid money divides by one split version.
        var groups = plays
            .GroupBy(p => (p.Play.Recording, p.Play.Station, Split: p.Held is null ? p.Split!.Id : Guid.Empty, p.Held))
            .Select(group => (Key: group.Key, Plays: group.ToList()))
            .OrderBy(g => g.Key.Held is not null)
            .ThenBy(g => g.Plays[0].Recording.Artist, StringComparer.Ordinal)
            .ThenBy(g => g.Plays[0].Recording.Title, StringComparer.Ordinal)
            .ThenBy(g => g.Key.Recording.Value)
            .ThenBy(g => g.Plays[0].Station.Name, StringComparer.Ordinal)
            .ThenBy(g => g.Key.Station.Value)
            .ThenBy(g => g.Plays[0].Split?.Table.Version ?? 0)
            .ThenBy(g => g.Key.Held);
        return [.. groups.Select((group, i) => Line(month, i + 1, group.Plays, group.Key.Held, zones))];
    }

    private static DraftLine Line(
        Month month, int number, List<Priced> plays, HeldReason? held, IReadOnlyDictionary<StationId, TimeZoneInfo> zones)
    {
        var (recording, station) = (plays[0].Recording, plays[0].Station);
        var splits = plays.Select(p => p.Split).OfType<DatedSplit>().DistinctBy(split => split.Id).ToList();
        var gross = LineMath.Gross(plays.Select(p => p.Price.Amount), Asset.Ghs);
        var division = held is null ? LineMath.Divide(gross, plays[0].Split!.Table) : null;
        return new DraftLine(new RoyaltyLine
        {
            Period = month.ToString(), Number = number, Recording = recording.Id, Title = recording.Title,
            VersionTitle = recording.VersionTitle, Artist = recording.Artist, Isrc = recording.Isrc, Iswc = recording.Iswc,
            Station = station.Id, StationName = station.Name, Territory = station.Territory,
            SplitVersion = splits is [var only] ? only.Table.Version : 0, HeldReason = held,
            Gross = gross.Minor, Commission = division?.Commission.Minor ?? 0, Net = division?.Net.Minor ?? 0,
            Plays = [.. plays.Select((play, i) => Row(i + 1, play, zones[station.Id]))],
        }, station, recording, splits);
    }

    private static LinePlay Row(int number, Priced priced, TimeZoneInfo zone)
    {
        var (play, price) = (priced.Play, priced.Price);
        return new LinePlay
        {
            Number = number, Play = play.Id, StartUtc = play.StartUtc, EndUtc = play.EndUtc,
            OffsetMinutes = (int)zone.GetUtcOffset(play.StartUtc).TotalMinutes,
            LowerSeconds = play.LowerSeconds, AudibleSeconds = play.AudibleSeconds, UpperSeconds = play.UpperSeconds,
            ChargeableSeconds = (int)price.ChargeableSeconds!.Value, Usage = play.Usage, Daypart = price.DaypartCode, Tier = play.Tier,
            Detections = play.Detections, Confidence = play.Confidence, DecidedBy = play.DecidedBy, Method = price.Method,
            RuleId = price.RuleId, RuleVersion = price.RuleVersion, Rate = price.Rate, TierWeight = price.TierWeight,
            DaypartWeight = price.DaypartWeight, UsageWeight = price.UsageWeight, TerritoryWeight = price.TerritoryWeight,
            Amount = price.Amount, EvidenceHash = play.EvidenceHash,
        };
    }
}
