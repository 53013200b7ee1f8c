using Marketplace.Core.Kernel;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Payments.Withdrawals;

/// <summary>What holds for all payouts of one person. It also makes two requests of one person follow each other.</summary>
public sealed class PayoutAccount : Entity
{
    private PayoutAccount()
    {
    }

    internal PayoutAccount(UserId user) => UserId = user;

    /// <summary>Whose.</summary>
    public UserId UserId { get; private set; }
    /// <summary>No withdrawal is asked for before, UTC; null when nothing rests.</summary>
    public DateTime? FrozenUntil { get; private set; }
    /// <summary>Requests so far.</summary>
    public int Requests { get; private set; }

    internal static async Task<PayoutAccount> Of(MarketplaceDb db, UserId user, CancellationToken ct)
    {
        if (await db.PayoutAccounts.SingleOrDefaultAsync(a => a.UserId == user, ct) is { } known) return known;
        var account = new PayoutAccount(user);
        db.PayoutAccounts.Add(account);
        return account;
    }

    internal void Count() => Requests++;

    internal void Freeze(DateTime until)
    {
        if (FrozenUntil is null || FrozenUntil < until) FrozenUntil = until;
    }
}

internal sealed class PayoutAccountConfiguration : IEntityTypeConfiguration<PayoutAccount>
{
    public void Configure(EntityTypeBuilder<PayoutAccount> table)
    {
        table.ToTable("payout_accounts");
        table.HasKey(a => a.UserId);
        table.Property(a => a.UserId).ValueGeneratedNever();
    }
}
