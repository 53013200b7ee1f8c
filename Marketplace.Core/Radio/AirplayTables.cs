using Marketplace.Core.Radio.Listening;
using Marketplace.Core.Radio.Plays;
using Marketplace.Core.Radio.Stations;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Storage;

public abstract partial class MarketplaceDb
{
    /// <summary>Radio stations, with their streams, plans and tiers.</summary>
    public DbSet<Station> Stations => Set<Station>();

    /// <summary>Streams of stations.</summary>
    public DbSet<StreamUrl> StreamUrls => Set<StreamUrl>();

    /// <summary>Captures; append-only.</summary>
    public DbSet<CaptureWindow> CaptureWindows => Set<CaptureWindow>();

    /// <summary>What was recognised; append-only.</summary>
    public DbSet<Detection> Detections => Set<Detection>();

    /// <summary>Who listens to which station.</summary>
    public DbSet<StationLease> StationLeases => Set<StationLease>();

    /// <summary>Plays.</summary>
    public DbSet<Play> Plays => Set<Play>();

    /// <summary>Which detection belongs to which play.</summary>
    public DbSet<PlayDetection> PlayDetections => Set<PlayDetection>();

    /// <summary>Recordings that seem to be sampled in others (rule O-4).</summary>
    public DbSet<SampleHint> SampleHints => Set<SampleHint>();

    /// <summary>Decisions of people about plays; append-only.</summary>
    public DbSet<Adjudication> Adjudications => Set<Adjudication>();
}
