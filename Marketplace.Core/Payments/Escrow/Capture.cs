using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Journal;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Payments.Escrow;

/// <summary>One verified payment into one tranche. Refunds, releases and chargebacks are bound to it and use its own rates.</summary>
public sealed class Capture : Entity
{
    /// <summary>The provider name of money that came from the payer's own balance.</summary>
    public const string Wallet = "wallet";

    private readonly List<CaptureShare> _shares = [];

    private Capture()
    {
    }

    internal Capture(TrancheId tranche, Payment payment, Money amount, DateTime? horizon, IEnumerable<CaptureShare> shares)
    {
        (Id, TrancheId, Provider, Part) = (CaptureId.New(), tranche, payment.Provider, payment.Part);
        (Reference, AttemptId, At, HorizonAt) = (payment.Reference, payment.Attempt, payment.At, horizon);
        (Asset, Amount, Left, Surplus) = (amount.Asset, amount.Minor, amount.Minor, payment.Amount.Minor - amount.Minor);
        AwaitsFinish = payment.AwaitsFinish;
        foreach (var share in shares.OrderBy(s => s.Account, StringComparer.Ordinal)) _shares.Add(share.Of(Id, _shares.Count + 1));
        if (_shares.Sum(s => s.Total) != Amount) throw new InvalidOperationException("The shares of a payment sum to the payment.");
    }

    /// <summary>Its id.</summary>
    public CaptureId Id { get; private set; }
    /// <summary>The tranche it pays.</summary>
    public TrancheId TrancheId { get; private set; }
    /// <summary>Rail by name; <see cref="Wallet"/> for the payer's own balance.</summary>
    public string Provider { get; private set; } = "";
    /// <summary>Which of the provider's accounts holds the money.</summary>
    public string Part { get; private set; } = "";
    /// <summary>The provider's own id of the payment.</summary>
    public string Reference { get; private set; } = "";
    /// <summary>The payment attempt.</summary>
    public Guid AttemptId { get; private set; }
    /// <summary>When the payment was verified; UTC.</summary>
    public DateTime At { get; private set; }
    /// <summary>When the rail lets go of it by itself; UTC.</summary>
    public DateTime? HorizonAt { get; private set; }
    /// <summary>What it is paid in.</summary>
    public Asset Asset { get; private set; }
    /// <summary>Gross, minor units. Always Left + Released + Refunded + Charged out of escrow.</summary>
    public long Amount { get; private set; }
    /// <summary>What was paid beyond it and went to the payer's balance.</summary>
    public long Surplus { get; private set; }
    /// <summary>Whether the rail has to finish the order after the release.</summary>
    public bool AwaitsFinish { get; private set; }
    /// <summary>Still in escrow.</summary>
    public long Left { get; private set; }
    /// <summary>Went to payees, fees and tax.</summary>
    public long Released { get; private set; }
    /// <summary>Went back to the payer.</summary>
    public long Refunded { get; private set; }
    /// <summary>Taken back by the payer's bank, from wherever it was.</summary>
    public long Charged { get; private set; }
    /// <summary>The part of <see cref="Charged"/> that was taken out of escrow.</summary>
    public long ChargedInEscrow { get; private set; }
    /// <summary>Chargebacks that are not decided; while there is one, nothing is refunded.</summary>
    public int OpenChargebacks { get; private set; }
    /// <summary>Who gets which part of it; sums to the amount.</summary>
    public IReadOnlyList<CaptureShare> Shares => _shares;

    /// <summary>Takes an amount out of escrow, from each share by what remains of it, so that the last step clears all to zero.</summary>
    internal IReadOnlyList<SharePart> Take(long amount, Outcome outcome)
    {
        var parts = Parts(amount, s => s.Left);
        foreach (var part in parts) part.Share.Take(part.Minor, outcome);
        Left -= amount;
        switch (outcome)
        {
            case Outcome.Release: Released += amount; break;
            case Outcome.Refund: Refunded += amount; break;
            case Outcome.Charge: (Charged, ChargedInEscrow) = (Charged + amount, ChargedInEscrow + amount); break;
        }
        return parts;
    }

    /// <summary>Takes back what had been released.</summary>
    internal IReadOnlyList<SharePart> TakeBack(long amount)
    {
        var parts = Parts(amount, s => s.Released - s.TakenBack);
        foreach (var part in parts) part.Share.TakeBack(part.Minor);
        Charged += amount;
        return parts;
    }

    /// <summary>What was refunded already is charged back all the same.</summary>
    internal void ChargeRefunded(long amount) => Charged += amount;

    internal void RestoreInEscrow(int share, long amount)
    {
        Share(share).Restore(amount);
        (Left, Charged, ChargedInEscrow) = (Left + amount, Charged - amount, ChargedInEscrow - amount);
    }

    internal void RestoreReleased(int share, long amount)
    {
        Share(share).TakeBack(-amount);
        Charged -= amount;
    }

    internal void OpenChargeback() => OpenChargebacks++;
    internal void CloseChargeback() => OpenChargebacks--;

    private CaptureShare Share(int number) => _shares.Single(s => s.Number == number);

    private List<SharePart> Parts(long amount, Func<CaptureShare, long> remaining)
    {
        var shares = _shares.OrderBy(s => s.Number).ToList();
        if (amount == 0) return [];
        return [.. shares.Zip(Allocation.LargestRemainder(amount, [.. shares.Select(remaining)]), (s, minor) => new SharePart(s, minor)).Where(p => p.Minor != 0)];
    }
}

/// <summary>Where money leaves escrow to.</summary>
internal enum Outcome { Release, Refund, Charge }

/// <summary>What one share gives or receives in one step.</summary>
internal readonly record struct SharePart(CaptureShare Share, long Minor);

/// <summary>Whose part of a payment a share is.</summary>
public enum ShareKind
{
    /// <summary>A payee's net amount.</summary>
    Payee,
    /// <summary>A fee of the house.</summary>
    Fee,
    /// <summary>Tax.</summary>
    Tax,
}

/// <summary>One recipient's part of one payment, frozen when it was captured.</summary>
public sealed class CaptureShare
{
    private CaptureShare()
    {
    }

    internal CaptureShare(ShareKind kind, string account, long total, UserId user = default) =>
        (Kind, Account, Total, Left, User) = (kind, account, total, total, user);

    /// <summary>The payment.</summary>
    public CaptureId CaptureId { get; private set; }
    /// <summary>Place in the payment, from 1, in the order of accounts.</summary>
    public int Number { get; private set; }
    /// <summary>Whose part it is.</summary>
    public ShareKind Kind { get; private set; }
    /// <summary>The account it goes to; for a payee the available one, which pending money reaches later.</summary>
    public string Account { get; private set; } = "";
    /// <summary>The payee; empty for fees and tax.</summary>
    public UserId User { get; private set; }
    /// <summary>The whole part, minor units.</summary>
    public long Total { get; private set; }
    /// <summary>Still in escrow.</summary>
    public long Left { get; private set; }
    /// <summary>Released so far.</summary>
    public long Released { get; private set; }
    /// <summary>Of the released part, what chargebacks took back.</summary>
    public long TakenBack { get; private set; }

    internal CaptureShare Of(CaptureId capture, int number)
    {
        (CaptureId, Number) = (capture, number);
        return this;
    }

    internal void Take(long minor, Outcome outcome)
    {
        Left -= minor;
        if (outcome == Outcome.Release) Released += minor;
    }

    internal void TakeBack(long minor) => TakenBack += minor;
    internal void Restore(long minor) => Left += minor;
}

internal sealed class CaptureConfiguration : IEntityTypeConfiguration<Capture>
{
    public void Configure(EntityTypeBuilder<Capture> table)
    {
        table.ToTable("captures", t => t.HasCheckConstraint("ck_captures_sum",
            "\"Left\" >= 0 AND \"Released\" >= 0 AND \"Refunded\" >= 0 AND \"Left\" + \"Released\" + \"Refunded\" + \"ChargedInEscrow\" = \"Amount\""));
        table.HasKey(c => c.Id);
        table.Property(c => c.Id).ValueGeneratedNever();
        table.Property(c => c.Provider).HasMaxLength(40);
        table.Property(c => c.Part).HasMaxLength(40);
        table.Property(c => c.Reference).HasMaxLength(200);
        table.HasIndex(c => c.TrancheId);
        table.HasIndex(c => c.AttemptId);
        table.HasIndex(c => new { c.Provider, c.Reference });
        table.HasMany(c => c.Shares).WithOne().HasForeignKey(s => s.CaptureId);
        table.Navigation(c => c.Shares).UsePropertyAccessMode(PropertyAccessMode.Field).AutoInclude();
    }
}

internal sealed class CaptureShareConfiguration : IEntityTypeConfiguration<CaptureShare>
{
    public void Configure(EntityTypeBuilder<CaptureShare> table)
    {
        table.ToTable("capture_shares", t => t.HasCheckConstraint("ck_capture_shares_left",
            "\"Left\" >= 0 AND \"Released\" >= 0 AND \"TakenBack\" >= 0 AND \"TakenBack\" <= \"Released\" AND \"Left\" + \"Released\" <= \"Total\""));
        table.HasKey(s => new { s.CaptureId, s.Number });
        table.Property(s => s.Account).HasMaxLength(LedgerEntry.LongestPath);
    }
}
