using Marketplace.Core.Kernel;

namespace Marketplace.Core.Radio.Stations;

/// <summary>A superadmin changes how a station is listened to; earlier plans stay on record.</summary>
/// <remarks>Errors: station.forbidden, station.unknown, station.plan_window, station.plan_period, station.plan_overlap.</remarks>
public sealed class SetSamplingPlan(Work work, TimeProvider clock)
{
    /// <param name="Station">The station.</param>
    /// <param name="Mode">The plan from now on.</param>
    /// <param name="Key">Idempotency key.</param>
    public sealed record Command(StationId Station, ListeningMode Mode, Guid Key) : ICommand;

    /// <summary>Sets the plan.</summary>
    public Task<Result<StationChanged>> Run(Command command, Actor actor, CancellationToken ct) =>
        work.Run<StationChanged>(command, actor, async db =>
        {
            if ((await db.ForStaff(command.Station, actor, [StaffRole.Superadmin], ct)).Fails(out var station, out var error)) return error;
            var before = station.Plans.Count;
            if (station.ListenBy(command.Mode, clock.GetUtcNow().UtcDateTime).Fails(out var changed, out error)) return error;
            if (station.Plans.Count > before) db.Add(station.Plan);
            return changed;
        }, ct);
}

/// <summary>A superadmin starts listening to a station again.</summary>
/// <remarks>Errors: station.forbidden, station.unknown.</remarks>
public sealed class EnableStation(Work work)
{
    /// <param name="Station">The station.</param>
    /// <param name="Key">Idempotency key.</param>
    public sealed record Command(StationId Station, Guid Key) : ICommand;

    /// <summary>Enables it.</summary>
    public Task<Result<StationChanged>> Run(Command command, Actor actor, CancellationToken ct) =>
        work.Run<StationChanged>(command, actor, async db =>
            (await db.ForStaff(command.Station, actor, [StaffRole.Superadmin], ct)).Fails(out var station, out var error)
                ? error : station.Enable(), ct);
}

/// <summary>A superadmin stops listening to a station, with a reason and perhaps until a moment.</summary>
/// <remarks>Errors: station.forbidden, station.unknown, station.reason, station.resume_past.</remarks>
public sealed class DisableStation(Work work, TimeProvider clock)
{
    /// <param name="Station">The station.</param>
    /// <param name="Reason">Why; artists may read it.</param>
    /// <param name="ResumesAt">When listening starts again by itself, UTC; null for not by itself.</param>
    /// <param name="Key">Idempotency key.</param>
    public sealed record Command(StationId Station, string Reason, DateTime? ResumesAt, Guid Key) : ICommand
    {
        /// <inheritdoc/>
        public IEnumerable<Error> Problems()
        {
            if (Reason.Trim().Length is < 3 or > 500)
                yield return Error.Invalid("station.reason", "Say why, in 3 to 500 characters.", nameof(Reason));
        }
    }

    /// <summary>Disables it.</summary>
    public Task<Result<StationChanged>> Run(Command command, Actor actor, CancellationToken ct) =>
        work.Run<StationChanged>(command, actor, async db =>
            (await db.ForStaff(command.Station, actor, [StaffRole.Superadmin], ct)).Fails(out var station, out var error)
                ? error : station.Disable(command.Reason.Trim(), command.ResumesAt, clock.GetUtcNow().UtcDateTime), ct);
}

/// <summary>Finance or a superadmin moves a station to another tier from now on.</summary>
/// <remarks>Errors: station.forbidden, station.unknown.</remarks>
public sealed class SetStationTier(Work work, TimeProvider clock)
{
    /// <param name="Station">The station.</param>
    /// <param name="Tier">The tier.</param>
    /// <param name="Key">Idempotency key.</param>
    public sealed record Command(StationId Station, StationTier Tier, Guid Key) : ICommand;

    /// <summary>Sets the tier.</summary>
    public Task<Result<StationChanged>> Run(Command command, Actor actor, CancellationToken ct) =>
        work.Run<StationChanged>(command, actor, async db =>
        {
            if ((await db.ForStaff(command.Station, actor, [StaffRole.Finance, StaffRole.Superadmin], ct)).Fails(out var station, out var error))
                return error;
            var before = station.Tiers.Count;
            if (station.MoveToTier(command.Tier, clock.GetUtcNow().UtcDateTime).Fails(out var changed, out error)) return error;
            if (station.Tiers.Count > before) db.Add(station.Tiers[^1]);
            return changed;
        }, ct);
}
