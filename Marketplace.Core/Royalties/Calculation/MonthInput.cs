using Marketplace.Core.Kernel;
using Marketplace.Core.Radio;
using Marketplace.Core.Royalties.Pricing;

namespace Marketplace.Core.Royalties.Calculation;

/// <summary>A play as a month reads it.</summary>
/// <param name="Id">The play.</param>
/// <param name="Recording">What was played.</param>
/// <param name="Station">Where.</param>
/// <param name="State">Whether it counts.</param>
/// <param name="StartUtc">First instant.</param>
/// <param name="EndUtc">First instant after it.</param>
/// <param name="LowerSeconds">At least so long.</param>
/// <param name="AudibleSeconds">What could be heard; whole seconds.</param>
/// <param name="UpperSeconds">At most so long.</param>
/// <param name="Usage">What the music was doing.</param>
/// <param name="Tier">The station's tier when it began.</param>
/// <param name="Detections">How many detections prove it.</param>
/// <param name="Confidence">0…1, 4 decimals.</param>
/// <param name="DecidedBy"><c>auto</c>, or the id of the adjudication.</param>
/// <param name="EvidenceHash">Hash of its evidence, hexadecimal, or empty.</param>
public sealed record HeardPlay(
    PlayId Id, RecordingId Recording, StationId Station, PlayState State, DateTime StartUtc, DateTime EndUtc, int LowerSeconds,
    int AudibleSeconds, int UpperSeconds, UsageClass Usage, StationTier Tier, int Detections, decimal Confidence, string DecidedBy,
    string EvidenceHash);

/// <summary>Somebody who is paid: a contributor of a split, with the account that is paid for it, if there is one.</summary>
/// <param name="ContributorId">The contributor on the split.</param>
/// <param name="PayeeId">Who gets the statement: the account, or the contributor until it has one .</param>
/// <param name="Account">The account, if it is claimed.</param>
/// <param name="Name">Name on the statement.</param>
/// <param name="Role">performer, composer, author, producer, label or publisher.</param>
/// <param name="Ipi">11 digits, or empty.</param>
public sealed record Payee(Guid ContributorId, Guid PayeeId, UserId? Account, string Name, string Role, string Ipi);

/// <summary>A split version with its dates.</summary>
/// <param name="Id">The version.</param>
/// <param name="Table">Who gets what.</param>
/// <param name="FromUtc">First instant.</param>
/// <param name="ToUtc">First instant after it, or null.</param>
public sealed record DatedSplit(Guid Id, SplitTable Table, DateTime FromUtc, DateTime? ToUtc)
{
    /// <summary>Whether it was in force; the interval is half-open.</summary>
    public bool IsInForce(DateTime instant) => FromUtc <= instant && (ToUtc is null || instant < ToUtc);
}

/// <summary>A recording with everything a statement prints about it.</summary>
/// <param name="Id">The recording.</param>
/// <param name="Seconds">D: length of the reference.</param>
/// <param name="Title">Title.</param>
/// <param name="VersionTitle">Version, or empty.</param>
/// <param name="Artist">Name of the artist.</param>
/// <param name="Isrc">12 characters, or empty.</param>
/// <param name="Iswc">11 characters, or empty.</param>
/// <param name="IsConflicted">Whether several accounts claim it now.</param>
/// <param name="Owners">Whom held money is shown to while no split names anybody.</param>
/// <param name="Splits">All accepted versions, any order.</param>
public sealed record PlayedRecording(
    RecordingId Id, decimal Seconds, string Title, string VersionTitle, string Artist, string Isrc, string Iswc, bool IsConflicted,
    IReadOnlyList<Payee> Owners, IReadOnlyList<DatedSplit> Splits);

/// <summary>A station with everything a statement prints about it.</summary>
/// <param name="Id">The station.</param>
/// <param name="Owner">The account that speaks for it.</param>
/// <param name="Name">Name.</param>
/// <param name="Tier">Tier at the end of the month, for lists; each play has its own.</param>
/// <param name="Territory">ISO 3166-1 alpha-2.</param>
/// <param name="TimeZone">IANA zone.</param>
/// <param name="Coverage">How much of the month was listened to.</param>
public sealed record HeardStation(
    StationId Id, UserId Owner, string Name, StationTier Tier, string Territory, string TimeZone, MonthCoverage Coverage);

/// <summary>V-1, V-2 and V-3 of one station and month.</summary>
/// <param name="Scheduled">Windows planned.</param>
/// <param name="Successful">Windows captured.</param>
/// <param name="Failed">Windows whose stream did not answer.</param>
/// <param name="Skipped">Windows not tried.</param>
/// <param name="Matched">Windows in which a recording was recognised.</param>
/// <param name="ListenedSeconds">Seconds captured.</param>
/// <param name="DutyCycle">Seconds captured ÷ seconds of the month, 0…1.</param>
/// <param name="LongestUnobservedSeconds">Longest time without listening.</param>
/// <param name="CatchRates">Length of a play in seconds → probability that it was caught.</param>
/// <param name="ErrorClasses">Failures by class.</param>
public sealed record MonthCoverage(
    int Scheduled, int Successful, int Failed, int Skipped, int Matched, long ListenedSeconds, double DutyCycle,
    long LongestUnobservedSeconds, IReadOnlyDictionary<int, double> CatchRates, IReadOnlyDictionary<string, int> ErrorClasses)
{
    /// <summary>Seconds of music that nobody has claimed yet (V-2).</summary>
    public long UnidentifiedSeconds { get; init; }

    /// <summary>Captured ÷ planned, 0…1; 0 where nothing was planned.</summary>
    public double Uptime => Scheduled == 0 ? 0 : (double)Successful / Scheduled;

    /// <summary>Nothing was planned.</summary>
    public static MonthCoverage None { get; } = new(0, 0, 0, 0, 0, 0, 0, 0, new Dictionary<int, double>(), new Dictionary<string, int>());
}

/// <summary>Everything that decides a month, read at one moment.</summary>
/// <param name="Month">The month.</param>
/// <param name="Plays">Plays that may lie in it, any order.</param>
/// <param name="Recordings">Every recording of the plays.</param>
/// <param name="Stations">Every station of the plays.</param>
/// <param name="Payees">Every contributor of the splits, by contributor id.</param>
/// <param name="Openings">Debts carried from earlier months, by payee id, pesewas, zero or below.</param>
public sealed record MonthInput(
    Month Month, IReadOnlyList<HeardPlay> Plays, IReadOnlyDictionary<RecordingId, PlayedRecording> Recordings,
    IReadOnlyDictionary<StationId, HeardStation> Stations, IReadOnlyDictionary<Guid, Payee> Payees,
    IReadOnlyDictionary<Guid, CarriedDebt> Openings);

/// <summary>What a payee owes from the month before.</summary>
/// <param name="Payee">Who.</param>
/// <param name="Amount">Pesewas, below zero.</param>
public sealed record CarriedDebt(Payee Payee, long Amount);
