using Marketplace.Core.Kernel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Marketplace.Core.Media;

/// <summary>Registers the use cases and queries of this feature.</summary>
public static class MediaSetup
{
    /// <summary>Adds this feature. Register <see cref="MediaOptions"/> to say where files are kept.</summary>
    public static IServiceCollection AddMedia(this IServiceCollection services)
    {
        services.TryAddSingleton(new MediaOptions());
        services.TryAddSingleton<IBlobStore, FileBlobs>();
        services.AddSingleton<UploadFiles>();
        services.AddTransient<CompletedUploads>();
        services.AddTransient<CreateUpload>();
        services.AddTransient<ReceiveChunk>();
        services.AddTransient<FinishUpload>();
        services.AddTransient<AbortUpload>();
        services.AddTransient<ExpireUpload>();
        services.AddTransient<ITimerHandler, UploadExpiry>();
        services.AddTransient<BlobBroom>();
        services.AddTransient<UploadQueries>();
        services.AddTransient<ImageFiles>();
        return services;
    }
}
