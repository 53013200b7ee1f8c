using Marketplace.Core.Kernel;
using Marketplace.Core.Radio;
using Marketplace.Core.Royalties.Pricing;
using Marketplace.Core.Royalties.Statements;

namespace Marketplace.Core.Royalties.Calculation;

/// <summary>Rule P-7: divides lines among contributors and writes one statement per payee and per station.</summary>
internal static class StatementDrafting
{
    public static MonthResult Month(MonthInput input, IReadOnlyList<DraftLine> drafts)
    {
        foreach (var draft in drafts) Divide(draft, input.Payees);
        var byId = drafts.ToDictionary(draft => draft.Line.Id, draft => draft.Line);
        List<Statement> statements =
        [
            .. Payees(input, drafts).Select(payee => ForPayee(input, payee, drafts)),
            .. drafts.GroupBy(draft => draft.Station.Id).OrderBy(group => group.Key.Value)
                .Select(group => ForStation(input, group.First().Station, [.. group.Select(draft => draft.Line)])),
        ];
        foreach (var statement in statements) statement.Hash = StatementRows.Hash(new StatementDetail(statement, byId));
        var stations = drafts.Select(draft => draft.Station).DistinctBy(station => station.Id).OrderBy(station => station.Id.Value);
        return new MonthResult(
            input.Month, [.. drafts.Select(draft => draft.Line)], statements,
            [.. stations.Select(station => StationMonth.Of(input.Month, station))]);
    }

    private static void Divide(DraftLine draft, IReadOnlyDictionary<Guid, Payee> payees)
    {
        if (draft.Line.HeldReason is not null) return;
        var table = draft.Splits[0].Table;
        var parts = LineMath.Split(new Money(draft.Line.Net, Asset.Ghs), table);
        foreach (var share in table.Shares.OrderBy(share => share.Sequence))
        {
            var payee = payees[share.ContributorId];
            draft.Line.Allocations.Add(new LineAllocation
            {
                Number = draft.Line.Allocations.Count + 1, ContributorId = share.ContributorId, PayeeId = payee.PayeeId,
                Name = payee.Name, Role = payee.Role, Ipi = payee.Ipi, BasisPoints = share.BasisPoints,
                Amount = parts.Single(part => part.ContributorId == share.ContributorId).Amount.Minor,
            });
        }
    }

    /// <summary>Whoever earned, waits for held money, or owes from the month before; one entry per payee, by id.</summary>
    private static IEnumerable<Payee> Payees(MonthInput input, IReadOnlyList<DraftLine> drafts) => drafts
        .SelectMany(draft => Concerned(draft, input.Payees))
        .Concat(input.Openings.Values.Select(debt => debt.Payee))
        .DistinctBy(payee => payee.PayeeId).OrderBy(payee => payee.PayeeId);

    /// <summary>Contributors of the splits in force; while there is no split, the owners of the recording.</summary>
    private static IEnumerable<Payee> Concerned(DraftLine draft, IReadOnlyDictionary<Guid, Payee> payees) =>
        draft.Splits.Count > 0 && draft.Line.HeldReason != HeldReason.SplitPending
            ? draft.Splits.SelectMany(split => split.Table.Shares.OrderBy(s => s.Sequence)).Select(share => payees[share.ContributorId])
            : draft.Recording.Owners;

    private static Statement ForPayee(MonthInput input, Payee payee, IReadOnlyList<DraftLine> drafts)
    {
        var opening = input.Openings.TryGetValue(payee.PayeeId, out var debt) ? debt.Amount : 0;
        List<StatementLine> rows = [];
        if (opening != 0) Add(rows, StatementLineType.Opening, opening);
        var (earnings, commission, held) = (0L, 0L, 0L);
        foreach (var line in drafts.Select(draft => draft.Line).Where(line => line.HeldReason is null))
        {
            var mine = line.Allocations.Where(part => part.PayeeId == payee.PayeeId).ToList();
            foreach (var part in mine) Add(rows, StatementLineType.Earning, part.Amount, line.Id, part.Number);
            earnings += mine.Sum(part => part.Amount);
            if (mine.Count > 0) commission += line.Commission;
        }
        foreach (var draft in drafts.Where(draft => draft.Line.HeldReason is not null))
        {
            if (Concerned(draft, input.Payees).All(other => other.PayeeId != payee.PayeeId)) continue;
            Add(rows, StatementLineType.Held, draft.Line.Gross, draft.Line.Id);
            held += draft.Line.Gross;
        }
        var totals = StatementMath.Total(
            Ghs(opening), Ghs(earnings), Money.Zero(Asset.Ghs), StatementMath.StandardTaxBasisPoints);
        if (!totals.Tax.IsZero) Add(rows, StatementLineType.Tax, -totals.Tax.Minor);
        Add(rows, StatementLineType.Credit, totals.Credit.Minor);
        if (!totals.Carry.IsZero) Add(rows, StatementLineType.Carry, totals.Carry.Minor);
        return new Statement
        {
            Kind = StatementKind.Artist, Period = input.Month.ToString(), PartyId = payee.PayeeId, Account = payee.Account,
            PartyName = payee.Name, Ipi = payee.Ipi, Opening = opening, Earnings = earnings, Adjustments = 0, Commission = commission,
            Tax = totals.Tax.Minor, Credit = totals.Credit.Minor, Carry = totals.Carry.Minor, Held = held,
            TaxBasisPoints = StatementMath.StandardTaxBasisPoints, Lines = rows,
        };
    }

    private static Statement ForStation(MonthInput input, HeardStation station, List<RoyaltyLine> lines)
    {
        List<StatementLine> rows = [];
        foreach (var line in lines.Where(line => line.HeldReason is null)) Add(rows, StatementLineType.Earning, line.Gross, line.Id);
        foreach (var line in lines.Where(line => line.HeldReason is not null)) Add(rows, StatementLineType.Held, line.Gross, line.Id);
        var gross = rows.Sum(row => row.Counted);
        return new Statement
        {
            Kind = StatementKind.Station, Period = input.Month.ToString(), PartyId = station.Id.Value, Account = station.Owner,
            Station = station.Id, PartyName = station.Name, Ipi = "", Opening = 0, Earnings = gross, Adjustments = 0,
            Commission = lines.Sum(line => line.Commission), Tax = 0, Credit = gross, Carry = 0,
            Held = lines.Where(line => line.HeldReason is not null).Sum(line => line.Gross), TaxBasisPoints = 0, Lines = rows,
        };
    }

    private static void Add(
        List<StatementLine> rows, StatementLineType type, long amount, RoyaltyLineId? line = null, int allocation = 0) =>
        rows.Add(new StatementLine { Number = rows.Count + 1, Type = type, Line = line, Allocation = allocation, Amount = amount });

    private static Money Ghs(long pesewas) => new(pesewas, Asset.Ghs);
}
