using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Payments.Rails.OpenPayments;

/// <summary>
/// What one operation has reached at the wallets: every address is written before the next call, so that a lost answer is found again by it.
/// </summary>
public sealed class OpenPaymentsFlow
{
    /// <summary>The operation.</summary>
    public required OperationId OperationId { get; init; }
    /// <summary>The other side's wallet as its server calls it.</summary>
    public string? Wallet { get; set; }
    /// <summary>Where its grants are asked for.</summary>
    public string? AuthServer { get; set; }
    /// <summary>Where its resources are.</summary>
    public string? ResourceServer { get; set; }
    /// <summary>The incoming payment that receives the money.</summary>
    public string? IncomingUrl { get; set; }
    /// <summary>The quote; it pays at most once.</summary>
    public string? QuoteUrl { get; set; }
    /// <summary>Until when the quote holds, UTC.</summary>
    public DateTime? QuoteExpiresAt { get; set; }
    /// <summary>The outgoing payment that sends it.</summary>
    public string? OutgoingUrl { get; set; }
    /// <summary>Where the payer agrees.</summary>
    public string? ConsentUrl { get; set; }
    /// <summary>Unguessable part of the address that the payer comes back to.</summary>
    public string? ReturnKey { get; set; }
    /// <summary>Our nonce of the consent.</summary>
    public string? Nonce { get; set; }
    /// <summary>The server's nonce of the consent.</summary>
    public string? Finish { get; set; }
    /// <summary>Where the grant is continued.</summary>
    public string? ContinueUrl { get; set; }
    /// <summary>Token for continuing, closed.</summary>
    public string? ContinueToken { get; set; }
    /// <summary>Not continued before, UTC.</summary>
    public DateTime? ContinueAfter { get; set; }
    /// <summary>Token for the outgoing payment, closed.</summary>
    public string? Token { get; set; }
    /// <summary>Where the token is changed for a new one.</summary>
    public string? ManageUrl { get; set; }
    /// <summary>Why the payer's side ended, as a stable code.</summary>
    public string? Refused { get; set; }
}

/// <summary>The operator's standing consent that the house pays out of its own wallet; one row.</summary>
public sealed class OpenPaymentsGrant
{
    /// <summary>The only key.</summary>
    public const int OnlyRow = 1;

    /// <summary>Key.</summary>
    public int Id { get; init; } = OnlyRow;
    /// <summary>Token, closed; null until an operator has agreed.</summary>
    public string? Token { get; set; }
    /// <summary>Where the token is changed for a new one.</summary>
    public string? ManageUrl { get; set; }
    /// <summary>Where the operator agrees.</summary>
    public string? ConsentUrl { get; set; }
    /// <summary>Unguessable part of the address that the operator comes back to.</summary>
    public string? ReturnKey { get; set; }
    /// <summary>Our nonce of the consent.</summary>
    public string? Nonce { get; set; }
    /// <summary>The server's nonce of the consent.</summary>
    public string? Finish { get; set; }
    /// <summary>Where the grant was asked for.</summary>
    public string? AuthServer { get; set; }
    /// <summary>Where the grant is continued.</summary>
    public string? ContinueUrl { get; set; }
    /// <summary>Token for continuing, closed.</summary>
    public string? ContinueToken { get; set; }
}

internal sealed class OpenPaymentsFlowConfiguration : IEntityTypeConfiguration<OpenPaymentsFlow>
{
    public void Configure(EntityTypeBuilder<OpenPaymentsFlow> table)
    {
        table.ToTable("open_payments_flows");
        table.HasKey(f => f.OperationId);
        table.Property(f => f.OperationId).ValueGeneratedNever();
        table.Property(f => f.ReturnKey).HasMaxLength(64);
        table.HasIndex(f => f.ReturnKey).IsUnique();
    }
}

internal sealed class OpenPaymentsGrantConfiguration : IEntityTypeConfiguration<OpenPaymentsGrant>
{
    public void Configure(EntityTypeBuilder<OpenPaymentsGrant> table)
    {
        table.ToTable("open_payments_grants");
        table.HasKey(g => g.Id);
        table.Property(g => g.Id).ValueGeneratedNever();
    }
}
