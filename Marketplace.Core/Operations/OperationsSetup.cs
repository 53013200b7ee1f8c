using Marketplace.Core.Storage.Backups;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Core.Operations;

/// <summary>Registers the use cases and queries of this feature.</summary>
public static class OperationsSetup
{
    /// <summary>Adds this feature. The host adds where the audit head is kept (<see cref="IAuditHead"/>).</summary>
    public static IServiceCollection AddOperations(this IServiceCollection services) => services
        .AddTransient<Backup>()
        .AddTransient<Restore>()
        .AddTransient<OperationsQueries>()
        .AddTransient<RetryMessage>()
        .AddTransient<SayStatus>()
        .AddTransient<SealAudit>()
        .AddTransient<SweepOldRows>()
        .AddTransient<VerifyAudit>();
}
