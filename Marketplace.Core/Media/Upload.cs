using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Media;

/// <summary>What a file is sent for; it decides size and accepted content.</summary>
public enum UploadPurpose
{
    /// <summary>A track's sound.</summary>
    Audio,
    /// <summary>A cover or avatar.</summary>
    Image,
    /// <summary>A paper that proves something: an image or a PDF.</summary>
    Document,
}

/// <summary>How far an upload has come.</summary>
public enum UploadState
{
    /// <summary>Bytes are missing.</summary>
    Receiving,
    /// <summary>All bytes are here and the content is what it was said to be.</summary>
    Complete,
    /// <summary>A feature took the file.</summary>
    Used,
    /// <summary>Nobody continued or used it in time; its bytes are gone.</summary>
    Expired,
    /// <summary>Cancelled by its owner or refused for its content; its bytes are gone.</summary>
    Aborted,
}

/// <summary>A file on its way in. How many bytes are here is told by the file itself, never by this row.</summary>
public sealed class Upload : Entity
{
    /// <summary>All allowed steps; the README prints the same table.</summary>
    public static readonly Flow<UploadState> Flow = new(
        (UploadState.Receiving, UploadState.Complete), (UploadState.Receiving, UploadState.Expired),
        (UploadState.Receiving, UploadState.Aborted),
        (UploadState.Complete, UploadState.Used), (UploadState.Complete, UploadState.Expired),
        (UploadState.Complete, UploadState.Aborted));

    private Upload()
    {
    }

    internal Upload(UserId owner, UploadPurpose purpose, string fileName, long bytes, DateTime now, TimeSpan patience)
    {
        Id = UploadId.New();
        OwnerId = owner;
        Purpose = purpose;
        FileName = fileName;
        DeclaredBytes = bytes;
        CreatedAt = now;
        ExpiresAt = now + patience;
    }

    /// <summary>Its id.</summary>
    public UploadId Id { get; private set; }

    /// <summary>Who sends it.</summary>
    public UserId OwnerId { get; private set; }

    /// <summary>What for.</summary>
    public UploadPurpose Purpose { get; private set; }

    /// <summary>The name the sender's machine gave it; shown to people, never used as a path.</summary>
    public string FileName { get; private set; } = "";

    /// <summary>Bytes that the sender promised.</summary>
    public long DeclaredBytes { get; private set; }

    /// <summary>State.</summary>
    public UploadState State { get; private set; } = UploadState.Receiving;

    /// <summary>SHA-256 of the whole content, which is also the name of its blob; null until complete.</summary>
    public string? Blob { get; private set; }

    /// <summary>Stable code of why the content was refused, or null.</summary>
    public string? RefusalCode { get; private set; }

    /// <summary>When it began, UTC.</summary>
    public DateTime CreatedAt { get; private set; }

    /// <summary>When patience ends, UTC; every byte moves it on.</summary>
    public DateTime ExpiresAt { get; private set; }

    internal Result<Done> Complete(string blob, DateTime expiresAt)
    {
        if (Flow.Check(State, UploadState.Complete) is { } wrong) return wrong;
        State = UploadState.Complete;
        Blob = blob;
        ExpiresAt = expiresAt;
        return new Done();
    }

    internal Result<Done> Use() => Move(UploadState.Used);

    internal Result<Done> Expire() => Move(UploadState.Expired);

    internal Result<Done> Abort(string? refusalCode)
    {
        if (Flow.Check(State, UploadState.Aborted) is { } wrong) return wrong;
        RefusalCode = refusalCode;
        return Move(UploadState.Aborted);
    }

    private Result<Done> Move(UploadState to)
    {
        if (Flow.Check(State, to) is { } wrong) return wrong;
        State = to;
        return new Done();
    }
}

internal sealed class UploadConfiguration : IEntityTypeConfiguration<Upload>
{
    public void Configure(EntityTypeBuilder<Upload> table)
    {
        table.ToTable("uploads");
        table.HasKey(u => u.Id);
        table.Property(u => u.Id).ValueGeneratedNever();
        table.Property(u => u.FileName).HasMaxLength(255);
        table.Property(u => u.Blob).HasMaxLength(64);
        table.Property(u => u.RefusalCode).HasMaxLength(60);
        table.HasIndex(u => new { u.OwnerId, u.State });
        table.HasIndex(u => new { u.State, u.ExpiresAt });
        table.HasIndex(u => u.Blob);
    }
}
