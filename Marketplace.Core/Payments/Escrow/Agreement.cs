using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Payments.Escrow;

/// <summary>A deal between a payer and one or more payees, in one asset: a job, a sale, an order, a booking, a period.</summary>
public sealed class Agreement : Entity
{
    private readonly List<Tranche> _tranches = [];

    private Agreement()
    {
    }

    internal Agreement(NewAgreement plan, DateTime now)
    {
        (Id, Kind, PayerId, Subject) = (AgreementId.New(), plan.Kind, plan.Payer, plan.Subject);
        (Category, Asset, CreatedAt) = (plan.Category, plan.Asset, now);
        foreach (var tranche in plan.Tranches) _tranches.Add(new Tranche(this, _tranches.Count + 1, tranche, now));
    }

    /// <summary>Its id.</summary>
    public AgreementId Id { get; private set; }
    /// <summary>Which kind of deal, for example <c>order</c>.</summary>
    public string Kind { get; private set; } = "";
    /// <summary>Who pays.</summary>
    public UserId PayerId { get; private set; }
    /// <summary>The feature's own thing, for example <c>order:…</c>.</summary>
    public string Subject { get; private set; } = "";
    /// <summary>Category by which the fee rule is chosen.</summary>
    public string Category { get; private set; } = "";
    /// <summary>What it is paid in.</summary>
    public Asset Asset { get; private set; }
    /// <summary>When it was agreed.</summary>
    public DateTime CreatedAt { get; private set; }
    /// <summary>Its parts, in order.</summary>
    public IReadOnlyList<Tranche> Tranches => _tranches;
}

/// <summary>What a feature agrees on.</summary>
/// <param name="Kind">Which kind of deal, for example <c>order</c>.</param>
/// <param name="Payer">Who pays.</param>
/// <param name="Subject">The feature's own thing, for example <c>order:…</c>.</param>
/// <param name="Category">Category by which the fee rule is chosen.</param>
/// <param name="Asset">What it is paid in.</param>
/// <param name="Tranches">At least one part.</param>
public sealed record NewAgreement(string Kind, UserId Payer, string Subject, string Category, Asset Asset, IReadOnlyList<NewTranche> Tranches);

/// <summary>One part of a deal.</summary>
/// <param name="Title">What it is for, as people call it.</param>
/// <param name="Price">What the payer pays, tax included; above zero.</param>
/// <param name="Payees">Who shares the net amount, by weight.</param>
public sealed record NewTranche(string Title, Money Price, IReadOnlyList<Payee> Payees)
{
    /// <summary>How many days an earning stays pending after the release; 0 makes it available at once.</summary>
    public int ClearingDays { get; init; } = 5;

    /// <summary>Tax within the price.</summary>
    public TaxPart? Tax { get; init; }
}

/// <summary>One payee's share of what remains after fees and tax.</summary>
/// <param name="User">Who receives it.</param>
/// <param name="Weight">Share in any integer unit, above zero.</param>
public sealed record Payee(UserId User, long Weight);

/// <summary>Tax within a price.</summary>
/// <param name="Jurisdiction">Country or state, for example <c>GH</c>.</param>
/// <param name="Amount">Part of the price.</param>
public sealed record TaxPart(string Jurisdiction, Money Amount);

internal sealed class AgreementConfiguration : IEntityTypeConfiguration<Agreement>
{
    public void Configure(EntityTypeBuilder<Agreement> table)
    {
        table.ToTable("agreements");
        table.HasKey(a => a.Id);
        table.Property(a => a.Id).ValueGeneratedNever();
        table.Property(a => a.Kind).HasMaxLength(40);
        table.Property(a => a.Subject).HasMaxLength(120);
        table.Property(a => a.Category).HasMaxLength(60);
        table.HasIndex(a => a.Subject);
        table.HasIndex(a => a.PayerId);
        table.HasMany(a => a.Tranches).WithOne().HasForeignKey(t => t.AgreementId);
        table.Navigation(a => a.Tranches).UsePropertyAccessMode(PropertyAccessMode.Field);
    }
}
