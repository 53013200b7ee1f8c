using Marketplace.Core.Kernel;
using Marketplace.Core.Radio.Streams;

namespace Marketplace.Core.Radio.Stations;

/// <summary>The owner names a further address at which the station can be heard.</summary>
/// <remarks>Errors: station.unknown, station.url, station.url_known, station.url_many. Raises <see cref="StationChanged"/>.</remarks>
public sealed class AddStreamUrl(Work work, StreamAddressGuard guard, TimeProvider clock)
{
    /// <param name="Station">The station.</param>
    /// <param name="Url">http or https address of a stream or playlist.</param>
    /// <param name="Key">Idempotency key.</param>
    public sealed record Command(StationId Station, string Url, Guid Key) : ICommand
    {
        /// <inheritdoc/>
        public IEnumerable<Error> Problems()
        {
            if (Url.Length is 0 or > 1000) yield return Error.Invalid("station.url", "Enter the address of the stream.", nameof(Url));
        }
    }

    /// <summary>Adds the address as the last choice.</summary>
    public async Task<Result<Guid>> Run(Command command, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(command);
        var url = command.Url.Trim();
        // Looked up before the transaction, because a name may take seconds. The listener checks again when it connects.
        var problem = await guard.ProblemNow(url, ct);
        return await work.Run<Guid>(command, actor, async db =>
        {
            if ((await db.ForOwner(command.Station, actor, ct)).Fails(out var station, out var error)) return error;
            if (problem is not null) return Refusal(problem);
            if (station.AddUrl(url, clock.GetUtcNow().UtcDateTime).Fails(out var added, out error)) return error;
            db.Add(added);
            return added.Id;
        }, ct);
    }

    private static Error Refusal(string problem) => problem switch
    {
        StreamErrors.Address => Error.Invalid("station.url", "This address is not on the public internet.", "Url"),
        StreamErrors.Name => Error.Invalid("station.url", "There is no such host. Check the spelling.", "Url"),
        _ => Error.Invalid("station.url", "Use an http or https address without a password, on port 80, 443 or above 1023.", "Url"),
    };
}

/// <summary>The owner takes an address away.</summary>
/// <remarks>Errors: station.unknown, station.url_unknown.</remarks>
public sealed class RemoveStreamUrl(Work work)
{
    /// <param name="Station">The station.</param>
    /// <param name="Url">The address.</param>
    /// <param name="Key">Idempotency key.</param>
    public sealed record Command(StationId Station, Guid Url, Guid Key) : ICommand;

    /// <summary>Removes it.</summary>
    public Task<Result<StationChanged>> Run(Command command, Actor actor, CancellationToken ct) =>
        work.Run<StationChanged>(command, actor, async db =>
            (await db.ForOwner(command.Station, actor, ct)).Fails(out var station, out var error) ? error : station.RemoveUrl(command.Url), ct);
}

/// <summary>The owner says which address is tried first.</summary>
/// <remarks>Errors: station.unknown, station.url_unknown.</remarks>
public sealed class ReorderStreamUrls(Work work)
{
    /// <param name="Station">The station.</param>
    /// <param name="Order">All addresses, the first choice first.</param>
    /// <param name="Key">Idempotency key.</param>
    public sealed record Command(StationId Station, IReadOnlyList<Guid> Order, Guid Key) : ICommand;

    /// <summary>Reorders them.</summary>
    public Task<Result<StationChanged>> Run(Command command, Actor actor, CancellationToken ct) =>
        work.Run<StationChanged>(command, actor, async db =>
            (await db.ForOwner(command.Station, actor, ct)).Fails(out var station, out var error) ? error : station.ReorderUrls(command.Order), ct);
}
