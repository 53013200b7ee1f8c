using Marketplace.Core.Payments.Withdrawals;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Storage;

public abstract partial class MarketplaceDb
{
    /// <summary>Where people want to be paid.</summary>
    public DbSet<PayoutMethod> PayoutMethods => Set<PayoutMethod>();

    /// <summary>What holds for all payouts of one person.</summary>
    public DbSet<PayoutAccount> PayoutAccounts => Set<PayoutAccount>();

    /// <summary>Withdrawals.</summary>
    public DbSet<Withdrawal> Withdrawals => Set<Withdrawal>();

    /// <summary>Their parts.</summary>
    public DbSet<WithdrawalSlice> WithdrawalSlices => Set<WithdrawalSlice>();

    /// <summary>Standing wishes to be paid out.</summary>
    public DbSet<PayoutSchedule> PayoutSchedules => Set<PayoutSchedule>();

    /// <summary>Batches of the desk.</summary>
    public DbSet<PayoutBatch> PayoutBatches => Set<PayoutBatch>();

    /// <summary>Transfers that people make by hand.</summary>
    public DbSet<HandTransfer> HandTransfers => Set<HandTransfer>();
}
