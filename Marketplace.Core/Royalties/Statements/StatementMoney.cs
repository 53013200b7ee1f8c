using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Airplay;

namespace Marketplace.Core.Royalties.Statements;

/// <summary>A statement as the books take it.</summary>
internal static class StatementMoney
{
    /// <summary>What a station is charged. Its lines are its own, so its commission is theirs too.</summary>
    public static StationBill Bill(this Statement statement) => new(
        statement.Id.Value, statement.PartyId, statement.Account, statement.PartyName, statement.Period, Ghs(statement.Credit), Ghs(statement.Commission));

    /// <summary>What a payee gets.</summary>
    public static RoyaltyCredit ForWallet(this Statement statement) => new(
        statement.Id.Value, statement.PartyId, statement.Account, statement.Period, Ghs(statement.Opening), Ghs(statement.Earnings + statement.Adjustments),
        Ghs(statement.Tax), Ghs(statement.Credit), Ghs(statement.Carry));

    private static Money Ghs(long pesewas) => new(pesewas, Asset.Ghs);
}
