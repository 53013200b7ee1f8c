using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Marketplace.Core.Kernel;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Payments.Rails.Sandbox;

/// <summary>What can go wrong at the sandbox.</summary>
public enum Fault
{
    /// <summary>A message is never sent.</summary>
    Lost,
    /// <summary>A message comes much later.</summary>
    Late,
    /// <summary>A message comes five times.</summary>
    Duplicate,
    /// <summary>Messages come in another order.</summary>
    OutOfOrder,
    /// <summary>A message names another amount than what moved.</summary>
    WrongAmount,
    /// <summary>Money comes in two parts.</summary>
    Partial,
    /// <summary>The answer comes after our patience; the request was taken.</summary>
    Slow,
    /// <summary>The sandbox answers 500 and did nothing.</summary>
    ServerError,
    /// <summary>The answer is no JSON; the request was taken.</summary>
    Garbage,
    /// <summary>The answer is cut in the middle; the request was taken.</summary>
    Truncated,
    /// <summary>The line breaks after the request was taken.</summary>
    LostAnswer,
    /// <summary>The sandbox answers 429 and did nothing.</summary>
    TooMany,
}

/// <summary>How badly the sandbox behaves; one row.</summary>
public sealed class SandboxDial
{
    /// <summary>The only key.</summary>
    public const int OnlyRow = 1;

    /// <summary>Key.</summary>
    public int Id { get; init; } = OnlyRow;
    /// <summary>Two runs with one seed have the same faults.</summary>
    public int Seed { get; set; } = 1;
    /// <summary>What the sandbox keeps of collected money, basis points.</summary>
    public int FeeBasisPoints { get; set; }
    /// <summary>Faults in thousandths, as JSON.</summary>
    public string Settings { get; set; } = "{}";

    /// <summary>Faults in thousandths.</summary>
    public Dictionary<Fault, int> Read() => JsonSerializer.Deserialize<Dictionary<Fault, int>>(Settings, KernelJson.Plain)!;

    /// <summary>Sets the faults.</summary>
    public void Write(IReadOnlyDictionary<Fault, int> faults) => Settings = JsonSerializer.Serialize(
        faults.Where(f => f.Value > 0).ToDictionary(f => f.Key, f => Math.Clamp(f.Value, 0, 1000)), KernelJson.Plain);
}

internal sealed class SandboxDialConfiguration : IEntityTypeConfiguration<SandboxDial>
{
    public void Configure(EntityTypeBuilder<SandboxDial> table)
    {
        table.ToTable("sandbox_dials");
        table.HasKey(d => d.Id);
        table.Property(d => d.Id).ValueGeneratedNever();
        table.Property(d => d.Settings).HasMaxLength(2000);
    }
}

/// <summary>
/// Decides which fault strikes. The decision depends on seed, fault and what it is about, never on the order of threads. Even at full, one
/// fault meets one thing at most <see cref="MostStrikes"/> times: a rail that never answers again is another test.
/// </summary>
public sealed class FaultDial(IDbContextFactory<MarketplaceDb> contexts)
{
    /// <summary>How often faults of the line meet one request.</summary>
    public const int MostStrikes = 2;
    private static readonly Fault[] OfTheLine = [Fault.Slow, Fault.ServerError, Fault.Garbage, Fault.Truncated, Fault.LostAnswer, Fault.TooMany];
    private readonly ConcurrentDictionary<string, int> _calls = new();
    private readonly ConcurrentQueue<Fault> _ordered = new();
    private volatile SandboxDial? _dial;

    /// <summary>The dial as it stands.</summary>
    public async Task<SandboxDial> Read(CancellationToken ct)
    {
        if (_dial is { } known) return known;
        await using var db = await contexts.CreateDbContextAsync(ct);
        return _dial = await db.SandboxDials.AsNoTracking().SingleOrDefaultAsync(ct) ?? new SandboxDial();
    }

    /// <summary>Turns the dial.</summary>
    public async Task Turn(IReadOnlyDictionary<Fault, int> faults, int seed, int feeBasisPoints, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var dial = await db.SandboxDials.SingleOrDefaultAsync(ct);
        if (dial is null) db.SandboxDials.Add(dial = new SandboxDial());
        (dial.Seed, dial.FeeBasisPoints) = (seed, feeBasisPoints);
        dial.Write(faults);
        await db.SaveChangesAsync(ct);
        _dial = dial;
        _calls.Clear();
    }

    /// <summary>Forgets what was read, because another node may have turned the dial.</summary>
    public void Refresh() => _dial = null;

    /// <summary>Breaks the next calls, whatever they are about.</summary>
    public void BreakNext(Fault fault, int calls)
    {
        for (var i = 0; i < calls; i++) _ordered.Enqueue(fault);
    }

    /// <summary>Whether a fault meets this thing.</summary>
    public async Task<bool> Strikes(Fault fault, string about, CancellationToken ct) => Strikes(await Read(ct), fault, about);

    /// <summary>The fault of the line that meets this call, or null.</summary>
    public async Task<Fault?> OnTheLine(string about, CancellationToken ct)
    {
        if (_ordered.TryDequeue(out var ordered)) return ordered;
        var dial = await Read(ct);
        if (dial.Settings == "{}") return null;
        var call = _calls.AddOrUpdate(about, 1, (_, n) => n + 1);
        if (call > MostStrikes) return null;
        var striking = OfTheLine.Where(f => Strikes(dial, f, $"{about}#{call}")).ToArray();
        return striking.Length == 0 ? null : striking[Number($"{dial.Seed}/which/{about}#{call}", striking.Length)];
    }

    /// <summary>A number from zero to below <paramref name="below"/>, always the same for the same thing.</summary>
    public static int Number(string about, int below) =>
        (int)(BinaryPrimitives.ReadUInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(about))) % (uint)below);

    private static bool Strikes(SandboxDial dial, Fault fault, string about) =>
        dial.Read().TryGetValue(fault, out var thousandths) && Number($"{dial.Seed}/{fault}/{about}", 1000) < thousandths;
}
