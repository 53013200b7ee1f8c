using Marketplace.Core.Kernel;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Payments.Journal;

/// <summary>One balanced transaction: written once, corrected only by its exact negative.</summary>
public sealed class LedgerTransaction : IAppendOnly
{
    /// <summary>Most characters of a cause.</summary>
    public const int LongestCause = 160;

    private readonly List<LedgerEntry> _entries = [];

    private LedgerTransaction()
    {
    }

    internal LedgerTransaction(Posting posting, string hash, DateTime now)
    {
        Id = LedgerTransactionId.New();
        (Kind, Cause, PayloadHash, Subject) = (posting.Kind, posting.Cause, hash, posting.Subject);
        (Actor, Reverses, RecordedAt, EffectiveAt) = (posting.Actor, posting.Reverses, now, posting.EffectiveAt ?? now);
        (Nature, FirstApprover, SecondApprover) = (posting.Nature, posting.ApprovedBy?.First, posting.ApprovedBy?.Second);
        LinksJson = Posting.LinksText(posting.Links);
        var number = 0;
        foreach (var line in posting.Lines) _entries.Add(new LedgerEntry(Id, ++number, line));
    }

    /// <summary>Version 7: sorts by time.</summary>
    public LedgerTransactionId Id { get; private set; }
    /// <summary>The business step, for example <c>escrow.fund</c>.</summary>
    public string Kind { get; private set; } = "";
    /// <summary>What it was booked for; unique for ever.</summary>
    public string Cause { get; private set; } = "";
    /// <summary>SHA-256 of what was asked for, hex.</summary>
    public string PayloadHash { get; private set; } = "";
    /// <summary>What it is about, for example <c>tranche:…</c>.</summary>
    public string Subject { get; private set; } = "";
    /// <summary>Why it was booked.</summary>
    public Nature Nature { get; private set; }
    /// <summary>When it took effect outside.</summary>
    public DateTime EffectiveAt { get; private set; }
    /// <summary>When it was booked.</summary>
    public DateTime RecordedAt { get; private set; }
    /// <summary>Who caused it; empty for the system.</summary>
    public UserId Actor { get; private set; }
    /// <summary>The first of two people behind a manual line.</summary>
    public UserId? FirstApprover { get; private set; }
    /// <summary>The second of two people behind a manual line.</summary>
    public UserId? SecondApprover { get; private set; }
    /// <summary>The transaction of which this one is the exact negative.</summary>
    public LedgerTransactionId? Reverses { get; private set; }
    /// <summary>Further threads to the cause, as JSON with sorted names; empty when there are none.</summary>
    public string LinksJson { get; private set; } = "";
    /// <summary>Its lines, in order.</summary>
    public IReadOnlyList<LedgerEntry> Entries => _entries;
}

/// <summary>One line of a transaction: written once.</summary>
public sealed class LedgerEntry : IAppendOnly
{
    /// <summary>Most characters of an account's path.</summary>
    public const int LongestPath = 120;

    private LedgerEntry()
    {
    }

    internal LedgerEntry(LedgerTransactionId transaction, int line, Line from) =>
        (TransactionId, Number, Account, Asset, Amount) = (transaction, line, from.Account, from.Amount.Asset, from.Amount.Minor);

    /// <summary>The transaction it belongs to.</summary>
    public LedgerTransactionId TransactionId { get; private set; }
    /// <summary>Place in the transaction, from 1.</summary>
    public int Number { get; private set; }
    /// <summary>Path of the account.</summary>
    public string Account { get; private set; } = "";
    /// <summary>What is counted.</summary>
    public Asset Asset { get; private set; }
    /// <summary>Minor units, debit positive.</summary>
    public long Amount { get; private set; }
    /// <summary>The amount with its asset, debit positive.</summary>
    public Money Money => new(Amount, Asset);
}

internal sealed class LedgerTransactionConfiguration : IEntityTypeConfiguration<LedgerTransaction>
{
    public void Configure(EntityTypeBuilder<LedgerTransaction> table)
    {
        table.ToTable("ledger_transactions");
        table.HasKey(t => t.Id);
        table.Property(t => t.Kind).HasMaxLength(60);
        table.Property(t => t.Cause).HasMaxLength(LedgerTransaction.LongestCause);
        table.Property(t => t.PayloadHash).HasMaxLength(64);
        table.Property(t => t.Subject).HasMaxLength(120);
        table.HasIndex(t => t.Cause).IsUnique();
        table.HasIndex(t => t.Reverses).IsUnique(); // A transaction is reversed at most once.
        table.HasIndex(t => t.Subject);
        table.HasIndex(t => t.RecordedAt);
        table.HasMany(t => t.Entries).WithOne().HasForeignKey(e => e.TransactionId);
        table.Navigation(t => t.Entries).UsePropertyAccessMode(PropertyAccessMode.Field);
    }
}

internal sealed class LedgerEntryConfiguration : IEntityTypeConfiguration<LedgerEntry>
{
    public void Configure(EntityTypeBuilder<LedgerEntry> table)
    {
        table.ToTable("ledger_entries", t => t.HasCheckConstraint("ck_ledger_entries_amount", "\"Amount\" <> 0"));
        table.HasKey(e => new { e.TransactionId, e.Number });
        table.Property(e => e.Account).HasMaxLength(LedgerEntry.LongestPath);
        table.Ignore(e => e.Money);
        table.HasIndex(e => new { e.Account, e.Asset, e.TransactionId });
    }
}
