using Marketplace.Core.Accounts;
using Marketplace.Core.Kernel;
using Marketplace.Core.Radio;
using Marketplace.Core.Radio.Plays;
using Marketplace.Core.Radio.Stations;
using Marketplace.Core.Radio.Tracks;
using Marketplace.Core.Royalties.Pricing;
using Marketplace.Core.Royalties.Statements;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Royalties.Calculation;

/// <summary>The radio side of a month: what was played, on which stations, and how well they were listened to.</summary>
public sealed class AirplayInput(PlayQueries plays, StationParties stations, CoverageQueries coverage)
{
    /// <summary>Plays of the month, by each station's own clock.</summary>
    public Task<IReadOnlyList<HeardPlay>> Plays(Month month, CancellationToken ct) => Plays(month, null, ct);

    /// <summary>Plays of the month, of these recordings alone.</summary>
    public async Task<IReadOnlyList<HeardPlay>> Plays(Month month, IReadOnlyCollection<RecordingId>? only, CancellationToken ct)
    {
        var found = await plays.ForPeriod(month.FirstDay, month.Next.FirstDay, ct, only);
        return [.. found.Select(play => new HeardPlay(
            play.Play, play.Recording, play.Station, play.State, play.StartAt, play.EndAt,
            // Seconds that were not whole are not charged: files and statements speak of whole seconds.
            (int)play.LowerSeconds, (int)play.AudibleSeconds, (int)play.UpperSeconds, play.Usage, play.Tier, play.Detections,
            play.Confidence, play.DecidedBy?.ToString() ?? "auto", play.EvidenceHash))];
    }

    /// <summary>The stations of these ids with their coverage.</summary>
    public async Task<IReadOnlyDictionary<StationId, HeardStation>> Stations(
        IReadOnlyCollection<StationId> ids, Month month, CancellationToken ct)
    {
        Dictionary<StationId, HeardStation> heard = [];
        foreach (var (id, party) in await stations.Of(ids, ct))
        {
            var found = await coverage.Of(id, month.FirstDay, month.Next.FirstDay, ct);
            heard[id] = new HeardStation(id, party.Owner, party.Name, party.Tier, party.Territory, party.TimeZone,
                found is null ? MonthCoverage.None : Of(found));
        }
        return heard;
    }

    /// <summary>The stations of these ids without their coverage, which costs much to read.</summary>
    public async Task<IReadOnlyDictionary<StationId, HeardStation>> StationsAlone(IReadOnlyCollection<StationId> ids, CancellationToken ct) =>
        (await stations.Of(ids, ct)).ToDictionary(s => s.Key, s => new HeardStation(
            s.Key, s.Value.Owner, s.Value.Name, s.Value.Tier, s.Value.Territory, s.Value.TimeZone, MonthCoverage.None));

    private static MonthCoverage Of(StationCoverage found) => new(
        found.Coverage.Scheduled, found.Coverage.Successful, found.Coverage.Failed, found.Coverage.Skipped, found.Content.Matched,
        (long)found.Coverage.ListenedSeconds, found.Coverage.DutyCycle, (long)found.Coverage.LongestUnobservedSeconds,
        found.CatchRates.ToDictionary(rate => (int)rate.Key, rate => rate.Value), found.Coverage.ErrorClasses)
    {
        UnidentifiedSeconds = (long)found.Content.UnidentifiedSeconds,
    };
}

/// <summary>Reads everything that decides a month.</summary>
public sealed class MonthInputQueries(
    IDbContextFactory<MarketplaceDb> contexts, AirplayInput airplay, TrackQueries tracks, SplitQueries splits, AccountQueries accounts)
{
    /// <summary>The input of a month as it stands now.</summary>
    public async Task<MonthInput> Load(Month month, CancellationToken ct)
    {
        var plays = await airplay.Plays(month, ct);
        var heard = await airplay.Stations([.. plays.Select(play => play.Station).Distinct()], month, ct);
        return await Around(month, plays, heard, await Openings(month, ct), ct);
    }

    /// <summary>The plays of these recordings in a month that still runs, without coverage, carried debts and plays that are not judged yet.</summary>
    public async Task<MonthInput> LoadOf(Month month, IReadOnlyCollection<RecordingId> recordings, CancellationToken ct)
    {
        var plays = (await airplay.Plays(month, recordings, ct)).Where(play => play.State != PlayState.Detected).ToList();
        var heard = await airplay.StationsAlone([.. plays.Select(play => play.Station).Distinct()], ct);
        return await Around(month, plays, heard, new Dictionary<Guid, CarriedDebt>(), ct);
    }

    private async Task<MonthInput> Around(
        Month month, IReadOnlyList<HeardPlay> plays, IReadOnlyDictionary<StationId, HeardStation> heard,
        IReadOnlyDictionary<Guid, CarriedDebt> openings, CancellationToken ct)
    {
        var recordings = plays.Select(play => play.Recording).Distinct().ToList();
        var names = await tracks.NamesOf(recordings, ct);
        var sheets = await splits.EverInForce([.. names.SelectMany(group => group).Select(track => track.Id)], ct);
        var people = await accounts.Names(
            [.. names.SelectMany(group => group).Select(track => track.ArtistId)
                .Concat(sheets.SelectMany(group => group).SelectMany(sheet => sheet.Shares).Select(s => s.Contributor).OfType<UserId>())
                .Distinct()], ct);

        Dictionary<Guid, Payee> payees = [];
        foreach (var share in sheets.SelectMany(group => group).SelectMany(sheet => sheet.Shares))
            payees[share.Id.Value] = PayeeOf(share, people);
        var seconds = await tracks.SecondsOf(recordings, ct);
        var conflicted = await tracks.Conflicted(recordings, ct);
        return new MonthInput(
            month, plays,
            recordings.ToDictionary(id => id, id => Recording(id, [.. names[id]], sheets, seconds[id], conflicted.Contains(id), people)),
            heard, payees, openings);
    }

    private static PlayedRecording Recording(
        RecordingId id, IReadOnlyList<TrackName> tracks, ILookup<TrackId, SplitView> sheets, double seconds, bool isConflicted,
        IReadOnlyDictionary<UserId, string> people)
    {
        // Tracks of one recording name it differently; the first one that has an accepted sheet speaks for it.
        var speaker = tracks.FirstOrDefault(track => sheets[track.Id].Any()) ?? tracks[0];
        return new PlayedRecording(
            id, (decimal)seconds, speaker.Title, speaker.VersionTitle, NameOf(speaker.ArtistId, people), speaker.Isrc ?? "", "", isConflicted,
            [.. tracks.Select(track => track.ArtistId).Distinct()
                .Select(artist => new Payee(artist.Value, artist.Value, artist, NameOf(artist, people), "performer", ""))],
            [.. sheets[speaker.Id].Select(sheet => new DatedSplit(sheet.Id.Value, Table(sheet), sheet.From, sheet.To))]);
    }

    private static SplitTable Table(SplitView sheet) => new(
        sheet.Number, sheet.AcceptedAt is not null,
        [.. sheet.Shares.Select(share => new Pricing.SplitShare(share.Id.Value, share.BasisPoints, share.Sequence))]);

    /// <summary>X-6: without an account, money waits under the share itself.</summary>
    private static Payee PayeeOf(ShareView share, IReadOnlyDictionary<UserId, string> people) => new(
        share.Id.Value, share.Contributor?.Value ?? share.Id.Value, share.Contributor,
        share.Contributor is { } account ? NameOf(account, people) : share.Name, share.Role.ToString().ToLowerInvariant(), "");

    private static string NameOf(UserId account, IReadOnlyDictionary<UserId, string> people) =>
        people.TryGetValue(account, out var name) ? name : account.ToString();

    /// <summary>P-7: what the last published statement of each payee carried on.</summary>
    private async Task<IReadOnlyDictionary<Guid, CarriedDebt>> Openings(Month month, CancellationToken ct)
    {
        var before = month.ToString();
        await using var db = await contexts.CreateDbContextAsync(ct);
        var published = db.Statements.AsNoTracking().Where(s => s.Kind == StatementKind.Artist
            && (s.State == StatementState.Approved || s.State == StatementState.Paid) && string.Compare(s.Period, before) < 0);
        var debts = await published.Where(s => s.Carry < 0).OrderBy(s => s.Period).ToListAsync(ct);
        Dictionary<Guid, CarriedDebt> openings = [];
        foreach (var debt in debts)
        {
            // A later statement took this debt as its opening already.
            if (await published.AnyAsync(s => s.PartyId == debt.PartyId && string.Compare(s.Period, debt.Period) > 0, ct)) continue;
            openings[debt.PartyId] = new CarriedDebt(
                new Payee(debt.PartyId, debt.PartyId, debt.Account, debt.PartyName, "", debt.Ipi), debt.Carry);
        }
        return openings;
    }
}
