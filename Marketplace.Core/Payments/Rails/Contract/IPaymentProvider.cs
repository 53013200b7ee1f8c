using Marketplace.Core.Kernel;

namespace Marketplace.Core.Payments.Rails.Contract;

/// <summary>
/// A connector to one rail. It speaks the rail's protocol and turns what it says into our words; it writes no ledger entry and decides nothing.
/// An exception from any of these means "unknown", never "no".
/// </summary>
public interface IPaymentProvider
{
    /// <summary>What the rail can do.</summary>
    RailCapabilities Describe();

    /// <summary>Asks a payer for money.</summary>
    Task<SendAnswer> StartCollect(RailRequest request, CancellationToken ct);

    /// <summary>Gives collected money back.</summary>
    Task<SendAnswer> Refund(RailRequest request, CancellationToken ct);

    /// <summary>Sends money to a payee.</summary>
    Task<SendAnswer> PayOut(RailRequest request, CancellationToken ct);

    /// <summary>Takes an operation back while the rail still lets us. Accepted means asked; <see cref="Query"/> tells what became of it.</summary>
    Task<SendAnswer> Cancel(RailRequest request, CancellationToken ct);

    /// <summary>Asks how an operation stands.</summary>
    Task<ProviderState> Query(RailRequest request, CancellationToken ct);

    /// <summary>Checks a message on its raw bytes.</summary>
    WebhookVerdict ParseWebhook(WebhookRequest request);

    /// <summary>The rail's own book of a day, UTC.</summary>
    Task<Statement> Statement(DateOnly day, Asset asset, CancellationToken ct);
}

/// <summary>The rails of this installation.</summary>
public sealed class RailBook(IEnumerable<IPaymentProvider> providers, RailsOptions options)
{
    // A rail that only pretends does not exist where it was not asked for.
    private readonly Dictionary<string, IPaymentProvider> _byCode =
        providers.Where(p => !p.Describe().IsPretence || options.Sandbox).ToDictionary(p => p.Describe().Code);

    /// <summary>All of them.</summary>
    public IReadOnlyCollection<IPaymentProvider> All => _byCode.Values;

    /// <summary>The connector of a rail, or null.</summary>
    public IPaymentProvider? Find(string rail) => _byCode.GetValueOrDefault(rail);

    /// <summary>The connector of a rail that an operation was made for.</summary>
    /// <exception cref="InvalidOperationException">The rail was taken out of this installation while it still had open operations.</exception>
    public IPaymentProvider Of(string rail) => Find(rail) ?? throw new InvalidOperationException($"There is no rail '{rail}'.");
}
