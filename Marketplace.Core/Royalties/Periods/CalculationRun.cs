using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Royalties.Periods;

/// <summary>What a calculation is doing.</summary>
public enum CalculationStep
{
    /// <summary>Waits for the worker.</summary>
    Waiting,
    /// <summary>Reads plays, splits and coverage.</summary>
    Reading,
    /// <summary>Prices and divides.</summary>
    Pricing,
    /// <summary>Writes lines and statements.</summary>
    Writing,
    /// <summary>Ended with a result.</summary>
    Done,
    /// <summary>Ended with a reason.</summary>
    Failed,
}

/// <summary>One asked-for calculation of a month. The row outlives a restart: what did not end is done again from the start.</summary>
/// <param name="period">The month.</param>
/// <param name="by">Who asked; empty for the chore.</param>
/// <param name="byName">Name of who asked.</param>
/// <param name="at">When, UTC.</param>
public sealed class CalculationRun(string period, UserId by, string byName, DateTime at) : Entity
{
    /// <summary>Its id.</summary>
    public CalculationRunId Id { get; private set; } = CalculationRunId.New();
    /// <summary>The month.</summary>
    public string Period { get; private set; } = period;
    /// <summary>Who asked; empty for the chore.</summary>
    public UserId By { get; private set; } = by;
    /// <summary>Name of who asked.</summary>
    public string ByName { get; private set; } = byName;
    /// <summary>When it was asked for, UTC.</summary>
    public DateTime At { get; private set; } = at;
    /// <summary>What it is doing.</summary>
    public CalculationStep Step { get; private set; } = CalculationStep.Waiting;
    /// <summary>How much is done, 0…100.</summary>
    public int Percent { get; private set; }
    /// <summary>When it ended, UTC.</summary>
    public DateTime? EndedAt { get; private set; }
    /// <summary>Stable code of why it failed.</summary>
    public string? ErrorCode { get; private set; }
    /// <summary>Why it failed, for people.</summary>
    public string? ErrorText { get; private set; }
    /// <summary>A worker that has not moved it until then is taken for dead, UTC.</summary>
    public DateTime LeaseUntil { get; private set; } = at;

    /// <summary>Whether it still has to be done.</summary>
    public bool IsOpen => EndedAt is null;

    /// <summary>It moved on.</summary>
    public void MoveTo(CalculationStep step, int percent, DateTime now)
    {
        (Step, Percent, LeaseUntil) = (step, percent, now + Lease);
        if (step == CalculationStep.Done) EndedAt = now;
    }

    /// <summary>It ended without a result.</summary>
    public void Fail(Error error, DateTime now)
    {
        (Step, EndedAt, ErrorCode) = (CalculationStep.Failed, now, error.Code);
        ErrorText = error.Arguments.Length == 0
            ? error.Message
            : string.Format(System.Globalization.CultureInfo.InvariantCulture, error.Message, error.Arguments);
    }

    /// <summary>How long a worker may be silent.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);
}

internal sealed class CalculationRunConfiguration : IEntityTypeConfiguration<CalculationRun>
{
    public void Configure(EntityTypeBuilder<CalculationRun> table)
    {
        table.ToTable("calculation_runs");
        table.HasKey(r => r.Id);
        table.Property(r => r.Id).ValueGeneratedNever();
        table.Property(r => r.Period).HasMaxLength(7);
        table.Property(r => r.ByName).HasMaxLength(200);
        table.Property(r => r.ErrorCode).HasMaxLength(100);
        table.Property(r => r.ErrorText).HasMaxLength(1000);
        table.Ignore(r => r.IsOpen);
        table.HasIndex(r => new { r.EndedAt, r.LeaseUntil });
        table.HasIndex(r => new { r.Period, r.At });
    }
}
