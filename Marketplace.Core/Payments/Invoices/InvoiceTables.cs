using Marketplace.Core.Payments.Invoices;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Storage;

public abstract partial class MarketplaceDb
{
    /// <summary>Invoices, receipts and credit notes; append-only.</summary>
    public DbSet<Invoice> Invoices => Set<Invoice>();
}
