using Marketplace.Core.Kernel;

namespace Marketplace.Core.Payments.Rails.Contract;

/// <summary>What the payer has to do.</summary>
public enum PayerAction
{
    /// <summary>Nothing.</summary>
    None,
    /// <summary>Open the rail's own page.</summary>
    Redirect,
    /// <summary>Scan a code.</summary>
    Qr,
    /// <summary>Approve on the phone.</summary>
    PhonePrompt,
}

/// <summary>How a rail gives money back.</summary>
public enum RefundSupport
{
    /// <summary>Not at all.</summary>
    None,
    /// <summary>The whole payment, once.</summary>
    Full,
    /// <summary>In parts.</summary>
    Partial,
    /// <summary>By a person, outside.</summary>
    Manual,
}

/// <summary>What a message of the rail is worth. None of them is ever proof of payment by itself: the rail is always asked again.</summary>
public enum WebhookTrust
{
    /// <summary>It sends none.</summary>
    None,
    /// <summary>Unsigned: a reason to ask.</summary>
    Hint,
    /// <summary>Signed.</summary>
    Verified,
}

/// <summary>How a rail recognises a repeated request.</summary>
public enum Idempotency
{
    /// <summary>Not at all: an unclear request is never sent again by a machine.</summary>
    None,
    /// <summary>By our own reference in the request.</summary>
    NaturalKey,
    /// <summary>By a key made for the purpose.</summary>
    NativeKey,
}

/// <summary>What a rail can do.</summary>
/// <param name="Code">Stable, lower-case, for example <c>sandbox</c>.</param>
/// <param name="Name">For people.</param>
public sealed record RailCapabilities(string Code, string Name)
{
    /// <summary>What it moves.</summary>
    public IReadOnlyList<Asset> Assets { get; init; } = [];
    /// <summary>Takes money from payers.</summary>
    public bool CanCollect { get; init; }
    /// <summary>Sends money to payees.</summary>
    public bool CanPayOut { get; init; }
    /// <summary>Gives money back.</summary>
    public RefundSupport Refunds { get; init; }
    /// <summary>Takes money again and again under one consent.</summary>
    public bool CanSubscribe { get; init; }
    /// <summary>Reserves without taking.</summary>
    public bool CanHold { get; init; }
    /// <summary>Whether and how it tells us.</summary>
    public WebhookTrust Webhooks { get; init; }
    /// <summary>Whether it answers questions about an operation.</summary>
    public bool CanQuery { get; init; } = true;
    /// <summary>Whether it gives statements.</summary>
    public bool HasStatements { get; init; }
    /// <summary>Smallest amount, minor units.</summary>
    public long LeastMinor { get; init; } = 1;
    /// <summary>Largest amount, minor units.</summary>
    public long MostMinor { get; init; } = 100_000_000_00;
    /// <summary>How long a payer has.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(15);
    /// <summary>Ways in which a payer pays, the usual one first.</summary>
    public IReadOnlyList<PayerAction> PayerActions { get; init; } = [];
    /// <summary>What the payer has to tell us first, such as a phone number or a wallet address; null when nothing.</summary>
    public string? PayerDetail { get; init; }
    /// <summary>How a repeat is recognised.</summary>
    public Idempotency Idempotency { get; init; }
    /// <summary>How long after sending "never seen" is believed.</summary>
    public TimeSpan QuietTime { get; init; } = TimeSpan.FromMinutes(1);
    /// <summary>When a pending operation is asked for, counted from the ask before; the last one repeats.</summary>
    public IReadOnlyList<TimeSpan> PollSchedule { get; init; } = StandardPolls;
    /// <summary>Whether it only pretends: refused on a production server.</summary>
    public bool IsPretence { get; init; }

    /// <summary>1, 2, 5, 15 and 60 minutes, then hourly.</summary>
    public static readonly IReadOnlyList<TimeSpan> StandardPolls =
        [.. new[] { 1, 2, 5, 15, 60 }.Select(minutes => TimeSpan.FromMinutes(minutes))];
}
