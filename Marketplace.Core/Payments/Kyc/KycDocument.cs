using Marketplace.Core.Kernel;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Payments.Kyc;

/// <summary>A paper that somebody handed in. Its bytes are sealed; this row outlives them.</summary>
public sealed class KycDocument : Entity
{
    private KycDocument()
    {
    }

    internal KycDocument(KycDocumentId id, UserId user, KycDocumentKind kind, string blob, string contentType, string fileName, long bytes, DateTime now) =>
        (Id, UserId, Kind, Blob, ContentType, FileName, Bytes, SentAt) = (id, user, kind, blob, contentType, fileName, bytes, now);

    /// <summary>Its id.</summary>
    public KycDocumentId Id { get; private set; }
    /// <summary>Whose.</summary>
    public UserId UserId { get; private set; }
    /// <summary>What it shows.</summary>
    public KycDocumentKind Kind { get; private set; }
    /// <summary>State.</summary>
    public KycDocumentState State { get; private set; }
    /// <summary>Name of the sealed blob; empty once it was deleted.</summary>
    public string Blob { get; private set; } = "";
    /// <summary>What the bytes are, found out by us.</summary>
    public string ContentType { get; private set; } = "";
    /// <summary>Name on the sender's machine, for people only.</summary>
    public string FileName { get; private set; } = "";
    /// <summary>Size before sealing.</summary>
    public long Bytes { get; private set; }
    /// <summary>When it came, UTC.</summary>
    public DateTime SentAt { get; private set; }
    /// <summary>What is wrong with it; the subject reads it.</summary>
    public string Reason { get; private set; } = "";
    /// <summary>When its bytes are deleted, UTC; null while the verification is open.</summary>
    public DateTime? DeleteAt { get; private set; }

    /// <summary>Whether it counts for the present try.</summary>
    public bool IsPresent => State is KycDocumentState.Sent or KycDocumentState.Accepted or KycDocumentState.Refused;
    /// <summary>What its bytes are sealed under.</summary>
    public string About => $"kyc:{UserId}:{Id}";

    internal void Accept() => (State, Reason) = (KycDocumentState.Accepted, "");

    internal void Refuse(string reason) => (State, Reason) = (KycDocumentState.Refused, reason);

    internal void Replace() => State = KycDocumentState.Replaced;

    internal void KeepUntil(DateTime at) => DeleteAt = at;

    /// <summary>Its bytes go; the row stays as a trace.</summary>
    /// <returns>Name of the blob that has to be removed.</returns>
    internal string Forget()
    {
        var blob = Blob;
        (Blob, State, FileName, DeleteAt) = ("", KycDocumentState.Deleted, "", null);
        return blob;
    }
}

/// <summary>Somebody looked at a document: written before it is shown, never changed.</summary>
public sealed class KycView : IAppendOnly
{
    /// <summary>Version 7: sorts by time.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();
    /// <summary>Which.</summary>
    public required KycDocumentId DocumentId { get; init; }
    /// <summary>Who looked.</summary>
    public required UserId By { get; init; }
    /// <summary>When, UTC.</summary>
    public required DateTime At { get; init; }
}

internal sealed class KycDocumentConfiguration : IEntityTypeConfiguration<KycDocument>
{
    public void Configure(EntityTypeBuilder<KycDocument> table)
    {
        table.ToTable("kyc_documents");
        table.HasKey(d => d.Id);
        table.Property(d => d.Id).ValueGeneratedNever();
        table.Property(d => d.Blob).HasMaxLength(64);
        table.Property(d => d.ContentType).HasMaxLength(40);
        table.Property(d => d.FileName).HasMaxLength(255);
        table.Property(d => d.Reason).HasMaxLength(300);
        table.Ignore(d => d.IsPresent);
        table.Ignore(d => d.About);
        table.HasIndex(d => new { d.UserId, d.State });
    }
}

internal sealed class KycViewConfiguration : IEntityTypeConfiguration<KycView>
{
    public void Configure(EntityTypeBuilder<KycView> table)
    {
        table.ToTable("kyc_views");
        table.HasKey(v => v.Id);
        table.HasIndex(v => new { v.DocumentId, v.At });
    }
}
