using Marketplace.Core.Kernel;
using Marketplace.Core.Storage;

namespace Marketplace.Core.Media;

/// <summary>Ends the patience with uploads when their timers fall due.</summary>
public sealed class UploadExpiry(ExpireUpload expire) : ITimerHandler
{
    /// <inheritdoc/>
    public string Kind => CreateUpload.ExpiryTimer;

    /// <inheritdoc/>
    public async Task Fire(DueTimer timer, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(timer);
        var done = await expire.Run(new(new UploadId(timer.Subject), timer.Id), Actor.System("uploads"), ct);
        if (done.Fails(out _, out var error)) throw new InvalidOperationException($"The upload {timer.Subject} did not expire: {error.Code}");
    }
}
