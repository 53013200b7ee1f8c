using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Accounts.Rights;

/// <summary>One staff role of one account.</summary>
public sealed class StaffGrant : Entity
{
    /// <summary>Key.</summary>
    public GrantId Id { get; private set; } = GrantId.New();
    /// <summary>Whose.</summary>
    public Guid UserId { get; private set; }
    /// <summary>Which role.</summary>
    public StaffRole Role { get; private set; }
    /// <summary>Who gave it; empty for the system.</summary>
    public Guid GrantedBy { get; private set; }
    /// <summary>Since when, UTC.</summary>
    public DateTime Since { get; private set; }
    /// <summary>Until when, UTC; null while held.</summary>
    public DateTime? EndedAt { get; private set; }

    private StaffGrant() { }

    /// <summary>A role that is not held yet.</summary>
    public StaffGrant(Guid user, StaffRole role) => (UserId, Role, EndedAt) = (user, role, DateTime.UnixEpoch);

    /// <summary>Gives the role.</summary>
    public StaffRoleChanged Give(UserId by, DateTime now)
    {
        (GrantedBy, Since, EndedAt) = (by.Value, now, null);
        return Raise(new StaffRoleChanged(new(UserId), Role, true, by, now));
    }

    /// <summary>Takes the role.</summary>
    public StaffRoleChanged Take(UserId by, DateTime now)
    {
        EndedAt = now;
        return Raise(new StaffRoleChanged(new(UserId), Role, false, by, now));
    }
}

internal sealed class StaffGrantConfiguration : IEntityTypeConfiguration<StaffGrant>
{
    public void Configure(EntityTypeBuilder<StaffGrant> table)
    {
        table.ToTable("staff_grants");
        table.HasKey(g => g.Id);
        table.Property(g => g.Id).ValueGeneratedNever();
        table.HasIndex(g => new { g.UserId, g.Role }).IsUnique();
        table.HasIndex(g => new { g.Role, g.EndedAt });
    }
}
