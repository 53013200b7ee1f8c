using Marketplace.Core.Kernel;

namespace Marketplace.Core.Royalties.Pricing;

/// <summary>The arithmetic of one statement (P-7).</summary>
/// <param name="Opening">Carried from the month before; never above zero.</param>
/// <param name="Earnings">Sum of this month's lines.</param>
/// <param name="Adjustments">Sum of corrections of earlier months.</param>
/// <param name="Taxable">What tax is taken from.</param>
/// <param name="Tax">Withheld.</param>
/// <param name="Credit">Goes to the wallet; never below zero.</param>
/// <param name="Carry">Next month's opening; never above zero.</param>
public sealed record StatementTotals(
    Money Opening, Money Earnings, Money Adjustments, Money Taxable, Money Tax, Money Credit, Money Carry)
{
    /// <summary>Opening, earnings and adjustments together.</summary>
    public Money Subtotal => Opening + Earnings + Adjustments;
}

/// <summary>Rules P-7 and W-5.</summary>
public static class StatementMath
{
    /// <summary>W-5: withheld from residents and non-residents unless a treaty or a dated table says otherwise; basis points.</summary>
    public const int StandardTaxBasisPoints = 1500;

    /// <summary>Adds up a statement. A negative subtotal is carried and never taken from the wallet.</summary>
    /// <param name="opening">Carried, zero or below.</param>
    /// <param name="earnings">Lines of this month.</param>
    /// <param name="adjustments">Corrections.</param>
    /// <param name="taxBasisPoints">The payee's rate on the day of approval, 0…10 000.</param>
    /// <exception cref="ArgumentOutOfRangeException">The opening is above zero or the rate is no rate.</exception>
    public static StatementTotals Total(Money opening, Money earnings, Money adjustments, int taxBasisPoints)
    {
        if (opening.IsPositive) throw new ArgumentOutOfRangeException(nameof(opening), "An opening is a debt or zero.");
        ArgumentOutOfRangeException.ThrowIfLessThan(taxBasisPoints, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(taxBasisPoints, 10_000);

        var zero = Money.Zero(opening.Asset);
        var subtotal = opening + earnings + adjustments;
        var taxable = subtotal.IsPositive ? subtotal : zero;
        var tax = taxable.BasisPoints(taxBasisPoints);
        return new StatementTotals(
            opening, earnings, adjustments, taxable, tax, taxable - tax, subtotal.IsPositive ? zero : subtotal);
    }
}
