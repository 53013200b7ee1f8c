using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Accounts.Mail;

/// <summary>Remembers that a mail went out, so that an event told twice is mailed once. Holds no address and no text.</summary>
public sealed class SentMail
{
    /// <summary>Id of the mail, from the event.</summary>
    public required Guid Id { get; init; }
    /// <summary>When, UTC.</summary>
    public required DateTime At { get; init; }
}

internal sealed class SentMailConfiguration : IEntityTypeConfiguration<SentMail>
{
    public void Configure(EntityTypeBuilder<SentMail> table)
    {
        table.ToTable("sent_mails");
        table.HasKey(m => m.Id);
        table.Property(m => m.Id).ValueGeneratedNever();
    }
}
