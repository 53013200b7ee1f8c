using Marketplace.Core.Payments.Kyc;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Storage;

public abstract partial class MarketplaceDb
{
    /// <summary>Verifications.</summary>
    public DbSet<KycCase> KycCases => Set<KycCase>();
}
