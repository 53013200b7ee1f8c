using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Rails.Contract;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Payments.Rails.Sandbox;

/// <summary>How an order stands in the sandbox.</summary>
public enum SandboxStatus
{
    /// <summary>Waits for the payer, or for the sandbox itself.</summary>
    Waiting,
    /// <summary>A part was paid.</summary>
    PartlyPaid,
    /// <summary>Done.</summary>
    Done,
    /// <summary>Refused.</summary>
    Refused,
    /// <summary>Taken back.</summary>
    Cancelled,
    /// <summary>Too late.</summary>
    Expired,
}

/// <summary>
/// An order in the sandbox's own book. It plays the world outside: none of our decisions may read it except through
/// <see cref="SandboxRail"/>, and it commits by itself.
/// </summary>
public sealed class SandboxOrder : Entity
{
    private SandboxOrder()
    {
    }

    internal SandboxOrder(OperationKind kind, string reference, string bodyHash, Money amount, DateTime now)
    {
        Id = "sb_" + Guid.CreateVersion7().ToString("N");
        (Kind, Reference, BodyHash, Minor, Asset, CreatedAt) = (kind, reference, bodyHash, amount.Minor, amount.Asset, now);
    }

    /// <summary>The sandbox's own reference.</summary>
    public string Id { get; private set; } = "";
    /// <summary>What was ordered.</summary>
    public OperationKind Kind { get; private set; }
    /// <summary>The merchant's reference: one order each.</summary>
    public string Reference { get; private set; } = "";
    /// <summary>SHA-256 of the request that made it.</summary>
    public string BodyHash { get; private set; } = "";
    /// <summary>Ordered, minor units.</summary>
    public long Minor { get; private set; }
    /// <summary>Asset.</summary>
    public Asset Asset { get; private set; }
    /// <summary>Moved, minor units.</summary>
    public long MovedMinor { get; internal set; }
    /// <summary>Moved back, minor units.</summary>
    public long ReversedMinor { get; internal set; }
    /// <summary>Kept by the sandbox, minor units.</summary>
    public long FeeMinor { get; internal set; }
    /// <summary>Of a collect: given back, minor units.</summary>
    public long RefundedMinor { get; internal set; }
    /// <summary>State.</summary>
    public SandboxStatus Status { get; internal set; }
    /// <summary>Why it was refused.</summary>
    public string? Reason { get; internal set; }
    /// <summary>The collect of a refund.</summary>
    public string? Parent { get; internal set; }
    /// <summary>Phone or account of the other side.</summary>
    public string? Party { get; internal set; }
    /// <summary>How the payer pays.</summary>
    public PayerAction Action { get; internal set; }
    /// <summary>Where the payer goes afterwards.</summary>
    public string? ReturnUrl { get; internal set; }
    /// <summary>One line for the payer.</summary>
    public string Description { get; internal set; } = "";
    /// <summary>How often it changed.</summary>
    public int Changes { get; internal set; }
    /// <summary>When it was made, UTC.</summary>
    public DateTime CreatedAt { get; private set; }
    /// <summary>Until when a payer may pay, UTC.</summary>
    public DateTime ExpiresAt { get; internal set; }

    /// <summary>Ordered.</summary>
    public Money Amount => new(Minor, Asset);
    /// <summary>Whether a payer may still pay.</summary>
    public bool IsOpen => Status is SandboxStatus.Waiting or SandboxStatus.PartlyPaid;
}

/// <summary>One movement of money in the sandbox: a line of its statement.</summary>
public sealed class SandboxMovement
{
    /// <summary>Its line id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();
    /// <summary>Of which order.</summary>
    public required string OrderId { get; init; }
    /// <summary>The merchant's reference.</summary>
    public required string Reference { get; init; }
    /// <summary>What it was.</summary>
    public required StatementLineKind Kind { get; init; }
    /// <summary>Signed: into the merchant's account above zero.</summary>
    public required long Minor { get; init; }
    /// <summary>Asset.</summary>
    public required Asset Asset { get; init; }
    /// <summary>When, UTC.</summary>
    public required DateTime At { get; init; }
}

/// <summary>A message that the sandbox is to send.</summary>
public sealed class SandboxDelivery
{
    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();
    /// <summary>Of which order.</summary>
    public required string OrderId { get; init; }
    /// <summary>The message, without its signature.</summary>
    public required string Body { get; init; }
    /// <summary>Not before, UTC.</summary>
    public required DateTime DueAt { get; set; }
    /// <summary>When it was taken by the receiver, UTC; null while waiting.</summary>
    public DateTime? TakenAt { get; set; }
    /// <summary>How often it was tried.</summary>
    public int Tries { get; set; }
    /// <summary>What the receiver answered last.</summary>
    public int LastStatus { get; set; }
}

internal sealed class SandboxOrderConfiguration : IEntityTypeConfiguration<SandboxOrder>
{
    public void Configure(EntityTypeBuilder<SandboxOrder> table)
    {
        table.ToTable("sandbox_orders");
        table.HasKey(o => o.Id);
        table.Property(o => o.Id).HasMaxLength(40);
        table.Property(o => o.Reference).HasMaxLength(64);
        table.Property(o => o.BodyHash).HasMaxLength(64);
        table.Property(o => o.Reason).HasMaxLength(60);
        table.Property(o => o.Parent).HasMaxLength(40);
        table.Property(o => o.Party).HasMaxLength(300);
        table.Property(o => o.ReturnUrl).HasMaxLength(500);
        table.Property(o => o.Description).HasMaxLength(140);
        table.HasIndex(o => o.Reference).IsUnique();
        table.HasIndex(o => o.CreatedAt);
    }
}

internal sealed class SandboxMovementConfiguration : IEntityTypeConfiguration<SandboxMovement>
{
    public void Configure(EntityTypeBuilder<SandboxMovement> table)
    {
        table.ToTable("sandbox_movements");
        table.HasKey(m => m.Id);
        table.Property(m => m.OrderId).HasMaxLength(40);
        table.Property(m => m.Reference).HasMaxLength(64);
        table.HasIndex(m => new { m.Asset, m.At });
    }
}

internal sealed class SandboxDeliveryConfiguration : IEntityTypeConfiguration<SandboxDelivery>
{
    public void Configure(EntityTypeBuilder<SandboxDelivery> table)
    {
        table.ToTable("sandbox_deliveries");
        table.HasKey(d => d.Id);
        table.Property(d => d.OrderId).HasMaxLength(40);
        table.Property(d => d.Body).HasMaxLength(4000);
        table.HasIndex(d => new { d.TakenAt, d.DueAt });
    }
}
