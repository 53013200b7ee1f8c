using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Payments.Kyc;

/// <summary>What somebody says about themselves, to be compared with the documents.</summary>
/// <param name="Tier">Level that is asked for: 2 for a person, 3 for a business, station or society.</param>
/// <param name="LegalName">Name as on the document.</param>
/// <param name="Country">Country of residence for tax, two letters.</param>
/// <param name="DocumentNumber">Number of the identity document.</param>
/// <param name="DocumentExpires">Last day of the identity document.</param>
/// <param name="TaxNumber">Tax number; needed for tier 3.</param>
public sealed record KycDetails(int Tier, string LegalName, string Country, string DocumentNumber, DateOnly? DocumentExpires, string TaxNumber);

/// <summary>One account's verification. Being verified and asking anew are two things: who renews stays verified until the old date.</summary>
public sealed class KycCase : Entity
{
    /// <summary>How long after a rejection another try may begin.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromDays(7);
    /// <summary>How long before its end an approval asks to be renewed.</summary>
    public static readonly TimeSpan Notice = TimeSpan.FromDays(30);
    /// <summary>No approval holds longer.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(2 * 365);

    private KycCase()
    {
    }

    internal KycCase(UserId user, DateTime now) => (UserId, StateSince) = (user, now);

    /// <summary>Whose.</summary>
    public UserId UserId { get; private set; }
    /// <summary>State of the present try.</summary>
    public KycState State { get; private set; }
    /// <summary>Since when, UTC.</summary>
    public DateTime StateSince { get; private set; }
    /// <summary>Level that is asked for.</summary>
    public int WantedTier { get; private set; } = 2;
    /// <summary>Name as on the document.</summary>
    public string LegalName { get; private set; } = "";
    /// <summary>Country of residence for tax, two letters.</summary>
    public string Country { get; private set; } = "";
    /// <summary>Number of the identity document, sealed.</summary>
    public string SealedNumber { get; private set; } = "";
    /// <summary>Keyed hash of that number, to find the same document in two accounts.</summary>
    public string NumberMark { get; private set; } = "";
    /// <summary>Last digits of that number, for its owner.</summary>
    public string NumberEnd { get; private set; } = "";
    /// <summary>Last day of the identity document.</summary>
    public DateOnly? DocumentExpires { get; private set; }
    /// <summary>Tax number.</summary>
    public string TaxNumber { get; private set; } = "";
    /// <summary>Level that counts; 0 before the first approval.</summary>
    public int ApprovedTier { get; private set; }
    /// <summary>Name that was approved.</summary>
    public string ApprovedName { get; private set; } = "";
    /// <summary>When it was approved, UTC.</summary>
    public DateTime? ApprovedAt { get; private set; }
    /// <summary>Until when it counts, UTC.</summary>
    public DateTime? ExpiresAt { get; private set; }
    /// <summary>Who has it open, or decided.</summary>
    public UserId? Reviewer { get; private set; }
    /// <summary>Reason of the last decision; the subject reads it.</summary>
    public string Reason { get; private set; } = "";
    /// <summary>Whether the one appeal was used.</summary>
    public bool HasAppealed { get; private set; }

    /// <summary>The level that counts at a moment.</summary>
    public int TierAt(DateTime now) => State != KycState.Suspended && ExpiresAt > now ? ApprovedTier : 0;

    internal Error? Describe(KycDetails details, string sealedNumber, string mark, DateTime now)
    {
        if (State is KycState.Rejected && StateSince + Pause > now) return KycErrors.TooSoon(StateSince + Pause);
        if (State is KycState.Rejected or KycState.Expired or KycState.Approved)
        {
            if (Move(KycState.Started, now) is { } wrong) return wrong;
            (Reviewer, Reason) = (null, "");
        }
        if (State is not (KycState.Started or KycState.MoreInfo)) return KycErrors.BeingReviewed;
        (WantedTier, LegalName, Country, DocumentExpires) = (details.Tier, details.LegalName, details.Country, details.DocumentExpires);
        (SealedNumber, NumberMark, TaxNumber) = (sealedNumber, mark, details.TaxNumber);
        NumberEnd = details.DocumentNumber.Length > 4 ? details.DocumentNumber[^4..] : "";
        return null;
    }

    internal Error? Submit(DateTime now) => Move(KycState.Submitted, now);

    internal Error? Appeal(DateTime now)
    {
        if (HasAppealed) return KycErrors.AppealUsed;
        if (State != KycState.Rejected) return KycFlow.Steps.Check(State, KycState.Started) ?? KycErrors.AppealUsed;
        HasAppealed = true;
        return Move(KycState.Submitted, now);
    }

    /// <summary>A verifier opens it. An appeal goes to somebody else than the one who refused.</summary>
    internal Error? Review(UserId by, DateTime now)
    {
        if (by == UserId) return KycErrors.Own;
        if (State == KycState.InReview && Reviewer == by) return null;
        if (State == KycState.Submitted && HasAppealed && Reviewer == by) return KycErrors.OtherReviewer;
        if (Move(KycState.InReview, now) is { } wrong) return wrong;
        Reviewer = by;
        return null;
    }

    internal Error? Decide(KycState to, UserId by, string reason, DateTime now)
    {
        if (Reviewer != by) return KycErrors.NotYours;
        if (Move(to, now) is { } wrong) return wrong;
        Reason = reason;
        if (to != KycState.Approved) return null;
        (ApprovedTier, ApprovedName, ApprovedAt) = (WantedTier, LegalName, now);
        var longest = now + Longest;
        var document = DocumentExpires?.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc).AddDays(1);
        ExpiresAt = document < longest ? document : longest;
        HasAppealed = false;
        return null;
    }

    internal Error? Suspend(string reason, DateTime now)
    {
        if (Move(KycState.Suspended, now) is { } wrong) return wrong;
        (Reason, Reviewer) = (reason, null);
        return null;
    }

    internal void Expire(DateTime now)
    {
        if (State == KycState.Approved) _ = Move(KycState.Expired, now);
    }

    private Error? Move(KycState to, DateTime now)
    {
        if (KycFlow.Steps.Check(State, to) is { } wrong) return wrong;
        (State, StateSince) = (to, now);
        Raise(new KycMoved(UserId, to, now));
        return null;
    }
}

internal sealed class KycCaseConfiguration : IEntityTypeConfiguration<KycCase>
{
    public void Configure(EntityTypeBuilder<KycCase> table)
    {
        table.ToTable("kyc_cases");
        table.HasKey(c => c.UserId);
        table.Property(c => c.UserId).ValueGeneratedNever();
        table.Property(c => c.LegalName).HasMaxLength(120);
        table.Property(c => c.ApprovedName).HasMaxLength(120);
        table.Property(c => c.Country).HasMaxLength(2);
        table.Property(c => c.SealedNumber).HasMaxLength(400);
        table.Property(c => c.NumberMark).HasMaxLength(64);
        table.Property(c => c.NumberEnd).HasMaxLength(4);
        table.Property(c => c.TaxNumber).HasMaxLength(40);
        table.Property(c => c.Reason).HasMaxLength(500);
        table.HasIndex(c => new { c.State, c.StateSince });
        table.HasIndex(c => c.NumberMark);
    }
}
