using Microsoft.AspNetCore.Components;

namespace Marketplace.Web.Shell;

/// <summary>A page that gives up what it reads when the person leaves.</summary>
public abstract class LeavingPage : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _leaving = new();

    /// <summary>Takes the token while its source lives; it stays usable afterwards.</summary>
    protected LeavingPage() => Leaving = _leaving.Token;

    /// <summary>Cancelled when the page closes.</summary>
    protected CancellationToken Leaving { get; }

    /// <inheritdoc/>
    public virtual void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
        GC.SuppressFinalize(this);
    }
}
