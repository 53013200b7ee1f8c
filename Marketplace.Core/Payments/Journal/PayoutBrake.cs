using Marketplace.Core.Kernel;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Payments.Journal;

/// <summary>While one row without an end stands, no money leaves the house.</summary>
public sealed class PayoutBrake : Entity
{
    private PayoutBrake()
    {
    }

    internal PayoutBrake(string reason, DateTime now)
    {
        (Id, Reason, SetAt) = (new PayoutBrakeId(Guid.CreateVersion7()), reason, now);
        Raise(new PayoutBrakeMoved(true, reason));
    }

    /// <summary>Its id.</summary>
    public PayoutBrakeId Id { get; private set; }
    /// <summary>Why payouts are halted.</summary>
    public string Reason { get; private set; } = "";
    /// <summary>Since when.</summary>
    public DateTime SetAt { get; private set; }
    /// <summary>Until when; null while halted.</summary>
    public DateTime? EndedAt { get; private set; }
    /// <summary>Who let them go on.</summary>
    public UserId? EndedBy { get; private set; }
    /// <summary>What was found to be the cause.</summary>
    public string Explanation { get; private set; } = "";

    /// <summary>Whether payouts are halted. Everything that sends money out asks this inside its own transaction.</summary>
    public static Task<bool> IsOn(MarketplaceDb db, CancellationToken ct = default) => db.PayoutBrakes.AnyAsync(b => b.EndedAt == null, ct);

    /// <summary>Lets payouts go on.</summary>
    internal void End(UserId by, string explanation, DateTime now)
    {
        (EndedAt, EndedBy, Explanation) = (now, by, explanation);
        Raise(new PayoutBrakeMoved(false, explanation));
    }
}

internal sealed class PayoutBrakeConfiguration : IEntityTypeConfiguration<PayoutBrake>
{
    public void Configure(EntityTypeBuilder<PayoutBrake> table)
    {
        table.ToTable("payout_brakes");
        table.HasKey(b => b.Id);
        table.Property(b => b.Reason).HasMaxLength(500);
        table.Property(b => b.Explanation).HasMaxLength(500);
        table.HasIndex(b => b.EndedAt);
    }
}
