using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Marketplace.Core.Kernel;
using Marketplace.Core.Royalties.Pricing;

namespace Marketplace.Core.Royalties.Statements;

/// <summary>One cell of an export: text is guarded against spreadsheet formulas, numbers never are.</summary>
/// <param name="Value">What it holds; empty for none.</param>
/// <param name="IsText">Whether it came from words, not from arithmetic.</param>
public readonly record struct Cell(string Value, bool IsText)
{
    /// <summary>Words.</summary>
    public static Cell Text(string? value) => new(value ?? "", true);
    /// <summary>A whole number.</summary>
    public static Cell Number(long value) => new(value.ToString(CultureInfo.InvariantCulture), false);
    /// <summary>An exact number with so many decimals.</summary>
    public static Cell Exact(decimal value, int decimals) => new(value.ToString("F" + decimals, CultureInfo.InvariantCulture), false);
    /// <summary>Pesewas as GHS with 2 decimals.</summary>
    public static Cell Ghs(long pesewas) => new(new Money(pesewas, Asset.Ghs).ToPlainText(), false);
    /// <summary>Nothing.</summary>
    public static readonly Cell None = new("", false);
}

/// <summary>A statement as rows of cells: one per play, or one per row without plays. The file and the hash are made of them.</summary>
public static class StatementRows
{
    /// <summary>The fixed header of an artist's file; its order never changes.</summary>
    public static readonly IReadOnlyList<string> ArtistColumns =
    [
        "statement_no", "revision", "period", "line_no", "line_type", "payee_id", "payee_name", "payee_ipi", "role", "cluster_id",
        "title", "version_title", "artist", "isrc", "iswc", "station_id", "station_name", "station_tier", "territory", "play_id",
        "started_at", "ended_at", "duration_lower_s", "duration_s", "duration_upper_s", "chargeable_s", "usage", "daypart",
        "detections", "confidence", "decided_by", "method", "rule", "rate_or_point_value", "w_tier", "w_daypart", "w_usage",
        "w_territory", "w_sampling", "play_amount_ghs", "line_gross_ghs", "commission_ghs", "share_bp", "split_version", "amount_ghs",
        "origin_period", "origin_line", "reason_code", "evidence_hash", "note",
    ];

    private static readonly string[] PayeeColumns = ["payee_id", "payee_name", "payee_ipi", "role"];

    /// <summary>What a station's file has in addition; the pool columns stay empty under the rate method.</summary>
    private static readonly string[] PoolColumns =
        ["fee_ghs", "net_pool_ghs", "points", "point_value", "reserve_ghs", "unidentified_s", "coverage"];

    /// <summary>The fixed header of a station's file: no payee data, pool and coverage at the end.</summary>
    public static readonly IReadOnlyList<string> StationColumns = [.. ArtistColumns.Except(PayeeColumns), .. PoolColumns];

    /// <summary>The artist's rows, in the order of <see cref="ArtistColumns"/>.</summary>
    public static IEnumerable<Cell[]> Of(StatementDetail detail)
    {
        foreach (var row in detail.Statement.Lines.OrderBy(row => row.Number))
        {
            if (row.Line is not { } id)
            {
                yield return Cells(detail.Statement, row, null, null);
                continue;
            }
            var line = detail.Lines[id];
            foreach (var play in line.Plays.OrderBy(play => play.Number)) yield return Cells(detail.Statement, row, line, play);
        }
    }

    /// <summary>The station's rows, in the order of <see cref="StationColumns"/>.</summary>
    /// <param name="detail">The statement.</param>
    /// <param name="coverage">Coverage in a few words, the same on each row.</param>
    public static IEnumerable<Cell[]> OfStation(StatementDetail detail, string coverage)
    {
        var kept = ArtistColumns.Index().Where(column => !PayeeColumns.Contains(column.Item)).Select(column => column.Index).ToArray();
        foreach (var row in Of(detail))
            yield return [.. kept.Select(i => row[i]), .. Enumerable.Repeat(Cell.None, PoolColumns.Length - 1), Cell.Text(coverage)];
    }

    /// <summary>
    /// SHA-256 over the rows in order, hexadecimal. Number and revision are left out, so that a second calculation with the same
    /// input is recognised as the same.
    /// </summary>
    public static string Hash(StatementDetail detail)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var row in Of(detail))
        {
            // Unit and record separators cannot be typed into a title, so no two different rows read the same.
            var text = string.Join('\u001f', row.Skip(2).Select(cell => cell.Value)) + '\u001e';
            hash.AppendData(Encoding.UTF8.GetBytes(text));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static Cell[] Cells(Statement statement, StatementLine row, RoyaltyLine? line, LinePlay? play)
    {
        var part = line?.Allocations.SingleOrDefault(a => a.Number == row.Allocation);
        var isFirst = play is null || play.Number == 1;
        var isResult = row.Type is StatementLineType.Credit or StatementLineType.Carry;
        return
        [
            Cell.Text(statement.Number), Cell.Number(statement.Revision), Cell.Text(statement.Period), Cell.Number(row.Number),
            Cell.Text(row.Type.ToString().ToUpperInvariant()),
            Cell.Text(statement.PartyId.ToString()), Cell.Text(statement.PartyName), Cell.Text(statement.Ipi), Cell.Text(part?.Role),
            Cell.Text(line?.Recording.ToString()), Cell.Text(line?.Title), Cell.Text(line?.VersionTitle), Cell.Text(line?.Artist),
            Cell.Text(line?.Isrc), Cell.Text(line?.Iswc),
            Cell.Text(line?.Station.ToString()), Cell.Text(line?.StationName), Cell.Text(play?.Tier.ToString()), Cell.Text(line?.Territory),
            .. PlayCells(play),
            line is null ? Cell.None : Cell.Ghs(line.Gross), line is null ? Cell.None : Cell.Ghs(line.Commission),
            part is null ? Cell.None : Cell.Number(part.BasisPoints),
            line is { SplitVersion: > 0 } ? Cell.Number(line.SplitVersion) : Cell.None,
            isFirst && !isResult && row.Type != StatementLineType.Held ? Cell.Ghs(row.Amount) : Cell.None,
            Cell.None, Cell.None, Cell.Text(line?.HeldReason?.ToString()), Cell.Text(play?.EvidenceHash),
            Cell.Text(isFirst ? Note(row, line) : ""),
        ];
    }

    private static IEnumerable<Cell> PlayCells(LinePlay? play) => play is null
        ? Enumerable.Repeat(Cell.None, 21)
        :
        [
            Cell.Text(play.Play.ToString()), Cell.Text(Local(play.StartUtc, play)), Cell.Text(Local(play.EndUtc, play)),
            Cell.Number(play.LowerSeconds), Cell.Number(play.AudibleSeconds), Cell.Number(play.UpperSeconds),
            Cell.Number(play.ChargeableSeconds), Cell.Text(play.Usage.ToString()), Cell.Text(play.Daypart),
            Cell.Number(play.Detections), Cell.Exact(play.Confidence, 4), Cell.Text(play.DecidedBy), Cell.Text(play.Method.ToString()),
            Cell.Text(play.Rule), Cell.Exact(play.Rate, PlayPricing.Decimals),
            Cell.Exact(play.TierWeight, 2), Cell.Exact(play.DaypartWeight, 2), Cell.Exact(play.UsageWeight, 2),
            Cell.Exact(play.TerritoryWeight, 2), Cell.Exact(1, 6), Cell.Exact(play.Amount, PlayPricing.Decimals),
        ];

    private static string Note(StatementLine row, RoyaltyLine? line) => row.Type switch
    {
        StatementLineType.Held => "Outside the total: provisional gross before commission and split",
        StatementLineType.Credit => $"Sum of this column: GHS {new Money(row.Amount, Asset.Ghs).ToPlainText()}",
        StatementLineType.Carry => $"Carried to the next month: GHS {new Money(row.Amount, Asset.Ghs).ToPlainText()}",
        StatementLineType.Earning when line is { Plays.Count: > 1 } => $"{line.Plays.Count} plays, amount on the first",
        _ => "",
    };

    private static string Local(DateTime utc, LinePlay play) =>
        new DateTimeOffset(utc).ToOffset(TimeSpan.FromMinutes(play.OffsetMinutes)).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
}
