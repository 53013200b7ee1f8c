using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Payments.Withdrawals;

/// <summary>When money is withdrawn by itself.</summary>
public enum ScheduleKind
{
    /// <summary>On Mondays.</summary>
    Weekly,
    /// <summary>On the first of the month.</summary>
    Monthly,
    /// <summary>On any day on which enough is available.</summary>
    Above,
}

/// <summary>A standing wish of somebody to be paid out without asking each time; one per currency.</summary>
public sealed class PayoutSchedule : Entity
{
    private static readonly TimeSpan Morning = TimeSpan.FromHours(7); // An hour before the house begins to send.

    private PayoutSchedule()
    {
    }

    internal PayoutSchedule(UserId user, Asset asset) => (Id, UserId, Asset) = (PayoutScheduleId.New(), user, asset);

    /// <summary>Its id.</summary>
    public PayoutScheduleId Id { get; private set; }
    /// <summary>Whose.</summary>
    public UserId UserId { get; private set; }
    /// <summary>What is counted.</summary>
    public Asset Asset { get; private set; }
    /// <summary>Where to.</summary>
    public PayoutMethodId MethodId { get; private set; }
    /// <summary>When.</summary>
    public ScheduleKind Kind { get; private set; }
    /// <summary>Nothing is withdrawn while less than this is available; minor units.</summary>
    public long LeastMinor { get; private set; }
    /// <summary>When it is next looked at, UTC; null when it was stopped.</summary>
    public DateTime? NextAt { get; private set; }
    /// <summary>What it last withdrew.</summary>
    public WithdrawalId? LastWithdrawal { get; private set; }
    /// <summary>Code of why it last withdrew nothing although enough was there; empty when nothing was in the way.</summary>
    public string Problem { get; private set; } = "";

    /// <summary>The least with its asset.</summary>
    public Money Least => new(LeastMinor, Asset);

    internal void Set(PayoutMethodId method, ScheduleKind kind, Money least, DateTime now)
    {
        (MethodId, Kind, LeastMinor, Problem) = (method, kind, least.Minor, "");
        NextAt = Next(kind, now);
    }

    internal void Stop() => (NextAt, Problem) = (null, "");

    /// <summary>It was looked at; the next day is set.</summary>
    internal void Looked(WithdrawalId? withdrawal, string problem, DateTime now)
    {
        (LastWithdrawal, Problem) = (withdrawal ?? LastWithdrawal, problem);
        NextAt = Next(Kind, now);
    }

    /// <summary>The next morning on which this kind of schedule is looked at, by the calendar of the house; UTC.</summary>
    public static DateTime Next(ScheduleKind kind, DateTime now)
    {
        var day = HouseDays.Of(now).AddDays(1);
        while (kind switch { ScheduleKind.Weekly => day.DayOfWeek != DayOfWeek.Monday, ScheduleKind.Monthly => day.Day != 1, _ => false }) day = day.AddDays(1);
        return HouseDays.Start(day) + Morning;
    }
}

internal sealed class PayoutScheduleConfiguration : IEntityTypeConfiguration<PayoutSchedule>
{
    public void Configure(EntityTypeBuilder<PayoutSchedule> table)
    {
        table.ToTable("payout_schedules");
        table.HasKey(s => s.Id);
        table.Property(s => s.Id).ValueGeneratedNever();
        table.Property(s => s.Problem).HasMaxLength(60);
        table.Ignore(s => s.Least);
        table.HasIndex(s => new { s.UserId, s.Asset }).IsUnique();
    }
}
