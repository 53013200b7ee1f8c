using System.Text.Json;
using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Payments.Escrow;

/// <summary>
/// One part of an agreement that is paid, held and settled by itself. Its money is the credit of its own escrow account; the numbers here
/// say the same for deciding, and the nightly proof compares them.
/// </summary>
public sealed class Tranche : Entity
{
    private readonly List<Capture> _captures = [];

    private Tranche()
    {
    }

    internal Tranche(Agreement agreement, int number, NewTranche plan, DateTime now)
    {
        if (!plan.Price.IsPositive || plan.Price.Asset != agreement.Asset) throw new ArgumentException($"{plan.Price} is no price here.");
        if (plan.Payees.Count == 0 || plan.Payees.Any(p => p.Weight <= 0)) throw new ArgumentException("A tranche has payees, each with a weight above zero.");
        if (plan.Payees.DistinctBy(p => p.User).Count() != plan.Payees.Count) throw new ArgumentException("A payee stands in the list twice.");
        if (plan.Tax is { } tax && (tax.Amount.Minor < 0 || tax.Amount > plan.Price)) throw new ArgumentException("The tax is part of the price.");
        (Id, AgreementId, Number, Title) = (TrancheId.New(), agreement.Id, number, plan.Title);
        (PayerId, Category, Asset, PriceMinor) = (agreement.PayerId, agreement.Category, agreement.Asset, plan.Price.Minor);
        (Subject, ClearingDays, StateSince) = (agreement.Subject, plan.ClearingDays, now);
        (TaxJurisdiction, TaxMinor) = (plan.Tax?.Jurisdiction ?? "", plan.Tax?.Amount.Minor ?? 0);
        PayeesJson = JsonSerializer.Serialize(plan.Payees.OrderBy(p => p.User.Value), KernelJson.Plain);
    }

    /// <summary>Its id; the escrow account carries it.</summary>
    public TrancheId Id { get; private set; }
    /// <summary>The deal it belongs to.</summary>
    public AgreementId AgreementId { get; private set; }
    /// <summary>Place in the deal, from 1.</summary>
    public int Number { get; private set; }
    /// <summary>What it is for.</summary>
    public string Title { get; private set; } = "";
    /// <summary>The feature's own thing.</summary>
    public string Subject { get; private set; } = "";
    /// <summary>Who pays.</summary>
    public UserId PayerId { get; private set; }
    /// <summary>Category by which the fee rule is chosen.</summary>
    public string Category { get; private set; } = "";
    /// <summary>What it is paid in.</summary>
    public Asset Asset { get; private set; }
    /// <summary>Price in minor units.</summary>
    public long PriceMinor { get; private set; }
    /// <summary>Country or state of the tax within the price; empty for none.</summary>
    public string TaxJurisdiction { get; private set; } = "";
    /// <summary>Tax within the price, minor units.</summary>
    public long TaxMinor { get; private set; }
    /// <summary>Who shares the net amount, frozen when it was agreed.</summary>
    public string PayeesJson { get; private set; } = "";
    /// <summary>Days between release and availability.</summary>
    public int ClearingDays { get; private set; }
    /// <summary>How far it has come.</summary>
    public TrancheState State { get; private set; }
    /// <summary>Since when.</summary>
    public DateTime StateSince { get; private set; }
    /// <summary>Where it goes back to when it is unfrozen.</summary>
    public TrancheState? FrozenFrom { get; private set; }
    /// <summary>Why it is frozen or was refunded; for people.</summary>
    public string Reason { get; private set; } = "";
    /// <summary>When the rail lets go of the money by itself; UTC.</summary>
    public DateTime? HorizonAt { get; private set; }
    /// <summary>Refunds that are not at their end.</summary>
    public int OpenRefunds { get; private set; }
    /// <summary>Whether the rail still has to finish the order after the release.</summary>
    public bool AwaitsRail { get; private set; }
    /// <summary>The verified payments into it.</summary>
    public IReadOnlyList<Capture> Captures => _captures;

    /// <summary>The price.</summary>
    public Money Price => new(PriceMinor, Asset);
    /// <summary>Who shares the net amount.</summary>
    public IReadOnlyList<Payee> Payees => JsonSerializer.Deserialize<List<Payee>>(PayeesJson, KernelJson.Plain)!;
    /// <summary>What is in escrow now.</summary>
    public Money Left => new(_captures.Sum(c => c.Left), Asset);
    /// <summary>What went to payees, fees and tax so far.</summary>
    public Money Released => new(_captures.Sum(c => c.Released), Asset);
    /// <summary>What went back to the payer so far.</summary>
    public Money Refunded => new(_captures.Sum(c => c.Refunded), Asset);
    /// <summary>What everybody is told.</summary>
    public string PublicStatus => TrancheFlow.PublicStatus(State);

    internal Result<Done> Move(TrancheState to, DateTime now)
    {
        if (State == to) return new Done();
        if (TrancheFlow.Steps.Check(State, to) is { } wrong) return wrong;
        (State, StateSince) = (to, now);
        return new Done();
    }

    internal void Add(Capture capture)
    {
        _captures.Add(capture);
        if (capture.HorizonAt is { } horizon && (HorizonAt is null || horizon < HorizonAt)) HorizonAt = horizon;
    }

    /// <summary>A new payment carries the money further than the old one could.</summary>
    internal void Extend(DateTime? horizon) => HorizonAt = horizon;

    internal Result<Done> Freeze(string reason, DateTime now)
    {
        if (State == TrancheState.Frozen) return new Done();
        var from = State;
        if (Move(TrancheState.Frozen, now).Fails(out var done, out var error)) return error;
        (FrozenFrom, Reason) = (from, reason);
        return done;
    }

    internal Result<Done> Unfreeze(DateTime now)
    {
        if (State != TrancheState.Frozen) return TrancheFlow.Steps.Check(State, TrancheState.Funded) ?? EscrowErrors.NotFrozen;
        var back = FrozenFrom ?? TrancheState.Funded;
        if (Move(back, now).Fails(out var done, out var error)) return error;
        (FrozenFrom, Reason) = (null, "");
        return done;
    }

    internal void OpenRefund() => OpenRefunds++;
    internal void CloseRefund() => OpenRefunds--;
    internal void ExpectRail() => AwaitsRail = true;
    internal void RailFinished() => AwaitsRail = false;

    /// <summary>Moves to the state that the money itself shows.</summary>
    internal Result<Done> Settle(DateTime now)
    {
        if (!Left.IsZero) return State is TrancheState.Reversed
            ? Move(FrozenFrom is null ? TrancheState.Funded : TrancheState.Frozen, now)
            : new Done();
        if (OpenRefunds > 0) return Move(TrancheState.Refunding, now);
        if (AwaitsRail) return Move(TrancheState.Releasing, now);
        var isReversed = _captures.Any(c => c.Charged > 0);
        return Move((isReversed, Released.IsPositive, Refunded.IsPositive) switch
        {
            (true, _, _) => TrancheState.Reversed,
            (_, true, true) => TrancheState.Split,
            (_, true, _) => TrancheState.Released,
            (_, _, true) => TrancheState.Refunded,
            _ => TrancheState.Void,
        }, now);
    }

    internal void Happened(IEvent happened) => Raise(happened);
}

internal sealed class TrancheConfiguration : IEntityTypeConfiguration<Tranche>
{
    public void Configure(EntityTypeBuilder<Tranche> table)
    {
        table.ToTable("tranches");
        table.HasKey(t => t.Id);
        table.Property(t => t.Id).ValueGeneratedNever();
        table.Property(t => t.Title).HasMaxLength(200);
        table.Property(t => t.Subject).HasMaxLength(120);
        table.Property(t => t.Category).HasMaxLength(60);
        table.Property(t => t.TaxJurisdiction).HasMaxLength(20);
        table.Property(t => t.Reason).HasMaxLength(500);
        foreach (var computed in new[] { nameof(Tranche.Price), nameof(Tranche.Payees), nameof(Tranche.Left), nameof(Tranche.Released), nameof(Tranche.Refunded), nameof(Tranche.PublicStatus) })
            table.Ignore(computed);
        table.HasIndex(t => t.AgreementId);
        table.HasIndex(t => t.Subject);
        table.HasIndex(t => new { t.State, t.StateSince });
        table.HasMany(t => t.Captures).WithOne().HasForeignKey(c => c.TrancheId);
        table.Navigation(t => t.Captures).UsePropertyAccessMode(PropertyAccessMode.Field);
    }
}
