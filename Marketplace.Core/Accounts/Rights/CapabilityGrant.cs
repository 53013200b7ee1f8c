using System.Text.Json;
using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Accounts.Rights;

/// <summary>One way in which one account takes part, with the answers of its onboarding form.</summary>
public sealed class CapabilityGrant : Entity
{
    /// <summary>Key.</summary>
    public GrantId Id { get; private set; } = GrantId.New();
    /// <summary>Whose.</summary>
    public Guid UserId { get; private set; }
    /// <summary>Which way.</summary>
    public Capability Capability { get; private set; }
    /// <summary>The onboarding answers as JSON.</summary>
    public string Details { get; private set; } = "{}";
    /// <summary>Since when, UTC.</summary>
    public DateTime Since { get; private set; }
    /// <summary>Until when, UTC; null while on.</summary>
    public DateTime? EndedAt { get; private set; }

    private CapabilityGrant() { }

    /// <summary>A grant that is still off.</summary>
    public CapabilityGrant(Guid user, Capability capability) => (UserId, Capability) = (user, capability);

    /// <summary>The onboarding answers.</summary>
    public IReadOnlyDictionary<string, string> Answers() =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(Details, KernelJson.Plain) ?? [];

    /// <summary>Switches on, or takes new answers while on.</summary>
    public CapabilitySwitchedOn SwitchOn(IReadOnlyDictionary<string, string> answers, DateTime now)
    {
        Details = JsonSerializer.Serialize(answers, KernelJson.Plain);
        Since = now;
        EndedAt = null;
        return Raise(new CapabilitySwitchedOn(new(UserId), Capability, answers, now));
    }

    /// <summary>Switches off; what was made under it stays.</summary>
    public CapabilitySwitchedOff SwitchOff(DateTime now)
    {
        EndedAt = now;
        return Raise(new CapabilitySwitchedOff(new(UserId), Capability, now));
    }
}

internal sealed class CapabilityGrantConfiguration : IEntityTypeConfiguration<CapabilityGrant>
{
    public void Configure(EntityTypeBuilder<CapabilityGrant> table)
    {
        table.ToTable("capability_grants");
        table.HasKey(g => g.Id);
        table.Property(g => g.Id).ValueGeneratedNever();
        table.HasIndex(g => new { g.UserId, g.Capability }).IsUnique();
    }
}
