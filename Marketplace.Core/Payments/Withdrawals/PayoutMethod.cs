using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Payments.Withdrawals;

/// <summary>What kind of place money is sent to.</summary>
public enum MethodKind
{
    /// <summary>A phone number of a mobile money network.</summary>
    MobileMoney,
    /// <summary>A bank account.</summary>
    Bank,
    /// <summary>An address on a chain or a payment pointer.</summary>
    WalletAddress,
    /// <summary>An account at another payment platform.</summary>
    Platform,
}

/// <summary>Whether money may be sent there.</summary>
public enum MethodState
{
    /// <summary>Nobody could tell whose it is; finance has to look.</summary>
    ToCheck,
    /// <summary>It is known to be its owner's.</summary>
    Usable,
    /// <summary>Finance found that it is not its owner's.</summary>
    Refused,
    /// <summary>Its owner took it away.</summary>
    Removed,
}

/// <summary>The class of a mobile money wallet; it decides how much it may receive.</summary>
public enum WalletTier
{
    /// <summary>Opened with a phone number.</summary>
    Minimum,
    /// <summary>Opened with an identity card.</summary>
    Medium,
    /// <summary>Opened with further papers.</summary>
    Enhanced,
}

/// <summary>Where a person wants to be paid. What it says never changes; another number is another method.</summary>
public sealed class PayoutMethod : Entity
{
    /// <summary>All allowed steps; the README prints the same table.</summary>
    public static readonly Flow<MethodState> Steps = new(
        (MethodState.ToCheck, MethodState.Usable), (MethodState.ToCheck, MethodState.Refused), (MethodState.ToCheck, MethodState.Removed),
        (MethodState.Usable, MethodState.Refused), (MethodState.Usable, MethodState.Removed), (MethodState.Refused, MethodState.Removed));

    private PayoutMethod()
    {
    }

    internal PayoutMethod(UserId owner, MethodDetails details, NameVerdict verdict, DateTime now, DateTime usableFrom)
    {
        (Id, UserId, Kind, Asset) = (PayoutMethodId.New(), owner, details.Kind, details.Asset);
        (Network, Number, HolderName, Tier) = (details.Network, details.Number, details.HolderName, details.Tier);
        (RegisteredName, MatchPermille) = (verdict.RegisteredName, verdict.MatchPermille);
        State = verdict.IsProved ? MethodState.Usable : MethodState.ToCheck;
        (Note, AddedAt, UsableFrom) = (verdict.Note, now, usableFrom);
    }

    /// <summary>Its id.</summary>
    public PayoutMethodId Id { get; private set; }
    /// <summary>Whose.</summary>
    public UserId UserId { get; private set; }
    /// <summary>What kind of place.</summary>
    public MethodKind Kind { get; private set; }
    /// <summary>What it receives.</summary>
    public Asset Asset { get; private set; }
    /// <summary>Network, bank or platform.</summary>
    public string Network { get; private set; } = "";
    /// <summary>Phone number (E.164), account number or address.</summary>
    public string Number { get; private set; } = "";
    /// <summary>Name of its holder, as the owner wrote it.</summary>
    public string HolderName { get; private set; } = "";
    /// <summary>Name that the network has for it; empty when it told none.</summary>
    public string RegisteredName { get; private set; } = "";
    /// <summary>How alike the two names are, 0 to 1000; null when there was nothing to compare.</summary>
    public int? MatchPermille { get; private set; }
    /// <summary>Class of the wallet, for mobile money.</summary>
    public WalletTier Tier { get; private set; }
    /// <summary>Whether money may be sent there.</summary>
    public MethodState State { get; private set; }
    /// <summary>Why it has to be checked or was refused; a sentence, also the translation key.</summary>
    public string Note { get; private set; } = "";
    /// <summary>When it was added, UTC.</summary>
    public DateTime AddedAt { get; private set; }
    /// <summary>No money is sent there before; UTC.</summary>
    public DateTime UsableFrom { get; private set; }
    /// <summary>Who of finance decided about it.</summary>
    public UserId? CheckedBy { get; private set; }
    /// <summary>Raised with each planned payment, so that two plans for one wallet collide.</summary>
    public int Plans { get; private set; }

    /// <summary>Kind and last digits, enough for its owner to know it.</summary>
    public string Masked => $"{Network} {MethodDetails.Mask(Number)}";

    internal Result<Done> Check(bool isGood, string note, UserId by)
    {
        if (Steps.Check(State, isGood ? MethodState.Usable : MethodState.Refused) is { } wrong) return wrong;
        (State, Note, CheckedBy) = (isGood ? MethodState.Usable : MethodState.Refused, note, by);
        return new Done();
    }

    internal Result<Done> Remove()
    {
        if (Steps.Check(State, MethodState.Removed) is { } wrong) return wrong;
        State = MethodState.Removed;
        return new Done();
    }

    internal void Planned() => Plans++;
}

internal sealed class PayoutMethodConfiguration : IEntityTypeConfiguration<PayoutMethod>
{
    public void Configure(EntityTypeBuilder<PayoutMethod> table)
    {
        table.ToTable("payout_methods");
        table.HasKey(m => m.Id);
        table.Property(m => m.Id).ValueGeneratedNever();
        table.Property(m => m.Network).HasMaxLength(MethodDetails.LongestNetwork);
        table.Property(m => m.Number).HasMaxLength(MethodDetails.LongestNumber);
        table.Property(m => m.HolderName).HasMaxLength(MethodDetails.LongestName);
        table.Property(m => m.RegisteredName).HasMaxLength(MethodDetails.LongestName);
        table.Property(m => m.Note).HasMaxLength(500);
        table.Ignore(m => m.Masked);
        table.HasIndex(m => new { m.UserId, m.State });
        table.HasIndex(m => new { m.State, m.AddedAt });
        table.HasIndex(m => m.Number);
    }
}
