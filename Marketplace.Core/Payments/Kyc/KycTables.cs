using Marketplace.Core.Payments.Kyc;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Storage;

public abstract partial class MarketplaceDb
{
    /// <summary>Verifications.</summary>
    public DbSet<KycCase> KycCases => Set<KycCase>();

    /// <summary>Papers of verifications; the bytes are sealed elsewhere.</summary>
    public DbSet<KycDocument> KycDocuments => Set<KycDocument>();

    /// <summary>Who looked at which paper; append-only.</summary>
    public DbSet<KycView> KycViews => Set<KycView>();
}
