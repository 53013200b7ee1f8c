using Marketplace.Core.Payments.Rails.Attempts;
using Marketplace.Core.Payments.Rails.Inbox;
using Marketplace.Core.Payments.Rails.Operations;
using Marketplace.Core.Payments.Rails.Reconciliation;
using Marketplace.Core.Payments.Rails.Sandbox;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Storage;

public abstract partial class MarketplaceDb
{
    /// <summary>Payments as their payers see them.</summary>
    public DbSet<PaymentAttempt> PaymentAttempts => Set<PaymentAttempt>();

    /// <summary>What was asked of rails.</summary>
    public DbSet<RailOperation> RailOperations => Set<RailOperation>();

    /// <summary>What happened to money at rails; append-only.</summary>
    public DbSet<RailEvent> RailEvents => Set<RailEvent>();

    /// <summary>Messages of rails, as they came.</summary>
    public DbSet<WebhookMessage> WebhookMessages => Set<WebhookMessage>();

    /// <summary>Lines of the rails' own books, with what we make of them.</summary>
    public DbSet<StatementEntry> StatementEntries => Set<StatementEntry>();

    /// <summary>Statements that were compared.</summary>
    public DbSet<StatementRun> StatementRuns => Set<StatementRun>();

    /// <summary>The sandbox's own book, which plays the outside world.</summary>
    public DbSet<SandboxOrder> SandboxOrders => Set<SandboxOrder>();

    /// <summary>The sandbox's movements of money.</summary>
    public DbSet<SandboxMovement> SandboxMovements => Set<SandboxMovement>();

    /// <summary>Messages that the sandbox is to send.</summary>
    public DbSet<SandboxDelivery> SandboxDeliveries => Set<SandboxDelivery>();

    /// <summary>How badly the sandbox behaves.</summary>
    public DbSet<SandboxDial> SandboxDials => Set<SandboxDial>();
}
