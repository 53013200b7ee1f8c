using Marketplace.Core.Kernel;

namespace Marketplace.Core.Radio.Stations;

/// <summary>What kind of broadcasting licence a station holds.</summary>
public enum LicenceClass
{
    /// <summary>Sells advertising.</summary>
    Commercial,
    /// <summary>Paid for by the public.</summary>
    Public,
    /// <summary>Run by and for a community.</summary>
    Community,
    /// <summary>Run by a school or university.</summary>
    Campus,
    /// <summary>Only on the internet.</summary>
    Online,
}

/// <summary>A radio station that we listen to.</summary>
public sealed class Station : Entity
{
    private readonly List<StreamUrl> _urls = [];
    private readonly List<PlanPeriod> _plans = [];
    private readonly List<TierPeriod> _tiers = [];

    private Station()
    {
    }

    /// <summary>A new station: enabled, heard by the standard plan, without a stream yet.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="owner">The account that speaks for it.</param>
    /// <param name="facts">Name, place and licence.</param>
    /// <param name="tier">First tier.</param>
    /// <param name="now">The moment, UTC.</param>
    public Station(StationId id, UserId owner, StationFacts facts, StationTier tier, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(facts);
        (Id, OwnerId, RegisteredAt, IsEnabled) = (id, owner, now, true);
        (Name, Slug, Region, Territory, TimeZone) = (facts.Name, facts.Slug, facts.Region, facts.Territory, facts.TimeZone);
        (LicenceClass, AudienceEstimate) = (facts.LicenceClass, facts.AudienceEstimate);
        Tier = tier;
        _tiers.Add(new TierPeriod(id, tier, now));
        _plans.Add(new PlanPeriod(id, ListeningMode.Standard, now));
        Raise(new StationChanged(id));
    }

    /// <summary>Its id.</summary>
    public StationId Id { get; private set; }
    /// <summary>The account that speaks for it.</summary>
    public UserId OwnerId { get; private set; }
    /// <summary>The name listeners know.</summary>
    public string Name { get; private set; } = "";
    /// <summary>The name in addresses: lower-case letters, digits and hyphens; unique.</summary>
    public string Slug { get; private set; } = "";
    /// <summary>Region or city, in the station's own words.</summary>
    public string Region { get; private set; } = "";
    /// <summary>ISO 3166-1 alpha-2.</summary>
    public string Territory { get; private set; } = "GH";
    /// <summary>IANA zone; days and months of its plays go through it.</summary>
    public string TimeZone { get; private set; } = StationFacts.DefaultTimeZone;
    /// <summary>Licence class.</summary>
    public LicenceClass LicenceClass { get; private set; }
    /// <summary>Tier of today; <see cref="TierAt"/> tells that of a day.</summary>
    public StationTier Tier { get; private set; }
    /// <summary>How many people may hear it, as it says itself.</summary>
    public int? AudienceEstimate { get; private set; }
    /// <summary>When it was registered, UTC.</summary>
    public DateTime RegisteredAt { get; private set; }
    /// <summary>Whether it is listened to.</summary>
    public bool IsEnabled { get; private set; }
    /// <summary>Why it is not listened to.</summary>
    public string? DisabledReason { get; private set; }
    /// <summary>When listening starts again by itself, UTC.</summary>
    public DateTime? ResumesAt { get; private set; }

    /// <summary>Raised by every change, those of streams, plan and tier included; a listener that holds an older one starts anew.</summary>
    public int Revision { get; private set; }

    /// <summary>Its streams, the first choice first.</summary>
    public IReadOnlyList<StreamUrl> Urls => [.. _urls.OrderBy(url => url.Priority)];

    /// <summary>How it was and is listened to, oldest first.</summary>
    public IReadOnlyList<PlanPeriod> Plans => [.. _plans.OrderBy(plan => plan.From)];

    /// <summary>Its tiers, oldest first.</summary>
    public IReadOnlyList<TierPeriod> Tiers => [.. _tiers.OrderBy(tier => tier.From)];

    /// <summary>The plan in force now.</summary>
    public PlanPeriod Plan => _plans.Single(plan => plan.To is null);

    /// <summary>The tier in force at an instant; before the first, the first.</summary>
    public StationTier TierAt(DateTime instant) => (Tiers.LastOrDefault(tier => tier.From <= instant) ?? Tiers[0]).Tier;

    /// <summary>Whether it is to be listened to at an instant, auto-resume included.</summary>
    public bool IsHeardAt(DateTime now) => IsEnabled || (ResumesAt is { } at && at <= now);

    /// <summary>Adds a stream as the last choice.</summary>
    public Result<StreamUrl> AddUrl(string url, DateTime now)
    {
        if (_urls.Any(known => string.Equals(known.Url, url, StringComparison.Ordinal))) return StationErrors.KnownUrl;
        if (_urls.Count >= MostUrls) return StationErrors.TooManyUrls;
        var added = new StreamUrl(Id, url, _urls.Count == 0 ? 1 : _urls.Max(u => u.Priority) + 1, now);
        _urls.Add(added);
        Changed();
        return added;
    }

    /// <summary>Takes a stream away.</summary>
    public Result<StationChanged> RemoveUrl(Guid url)
    {
        if (_urls.RemoveAll(known => known.Id == url) == 0) return StationErrors.UnknownUrl;
        return Changed();
    }

    /// <summary>Puts the streams into a new order of choice.</summary>
    /// <param name="order">Every stream of the station, once.</param>
    public Result<StationChanged> ReorderUrls(IReadOnlyList<Guid> order)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (order.Count != _urls.Count || !order.ToHashSet().SetEquals(_urls.Select(url => url.Id))) return StationErrors.UnknownUrl;
        for (var i = 0; i < order.Count; i++) _urls.Single(url => url.Id == order[i]).Choose(i + 1);
        return Changed();
    }

    /// <summary>Listens in another way from now on; the earlier way stays on record.</summary>
    public Result<StationChanged> ListenBy(ListeningMode mode, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(mode);
        if (mode.Problem() is { } problem) return problem;
        if (Plan.Mode != mode)
        {
            Plan.EndAt(now);
            _plans.Add(new PlanPeriod(Id, mode, now));
        }
        return Changed();
    }

    /// <summary>Moves the station to another tier from now on.</summary>
    public Result<StationChanged> MoveToTier(StationTier tier, DateTime now)
    {
        if (tier != Tier)
        {
            Tier = tier;
            _tiers.Add(new TierPeriod(Id, tier, now));
        }
        return Changed();
    }

    /// <summary>Stops listening, for a reason that artists may read.</summary>
    public Result<StationChanged> Disable(string reason, DateTime? resumesAt, DateTime now)
    {
        if (resumesAt <= now) return StationErrors.ResumeInPast;
        (IsEnabled, DisabledReason, ResumesAt) = (false, reason, resumesAt);
        return Changed();
    }

    /// <summary>Starts listening again.</summary>
    public Result<StationChanged> Enable()
    {
        (IsEnabled, DisabledReason, ResumesAt) = (true, null, null);
        return Changed();
    }

    // Streams, plans and tiers are rows of their own; counting here lets two people at once see each other's change.
    private StationChanged Changed()
    {
        Revision++;
        return Raise(new StationChanged(Id));
    }

    /// <summary>Streams a station may name; more helps nobody and costs connections.</summary>
    public const int MostUrls = 5;
}

/// <summary>Name, place and licence of a station.</summary>
/// <param name="Name">The name listeners know.</param>
/// <param name="Slug">The name in addresses.</param>
/// <param name="Region">Region or city.</param>
/// <param name="Territory">ISO 3166-1 alpha-2.</param>
/// <param name="TimeZone">IANA zone.</param>
/// <param name="LicenceClass">Licence class.</param>
/// <param name="AudienceEstimate">How many people may hear it.</param>
public sealed record StationFacts(
    string Name, string Slug, string Region, string Territory, string TimeZone, LicenceClass LicenceClass, int? AudienceEstimate)
{
    /// <summary>Where a station is unless it says otherwise.</summary>
    public const string DefaultTimeZone = "Africa/Accra";
}

/// <summary>A station was registered or something about it changed, so its listener looks again.</summary>
/// <param name="Station">The station.</param>
public sealed record StationChanged(StationId Station) : ILiveEvent
{
    /// <inheritdoc/>
    public IEnumerable<string> Topics => [RadioTopics.Station(Station), RadioTopics.Stations];
}
