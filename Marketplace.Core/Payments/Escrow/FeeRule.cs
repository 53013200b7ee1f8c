using Marketplace.Core.Kernel;
using Marketplace.Core.Payments.Journal;
using Marketplace.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Payments.Escrow;

/// <summary>
/// One fee of the house from a date on: a percentage of the gross, rounded half away from zero once, plus a fixed part, within a minimum and
/// a maximum. What was captured keeps the rule of its day.
/// </summary>
public sealed class FeeRule : IAppendOnly
{
    /// <summary>The category that stands for all without a rule of their own.</summary>
    public const string AnyCategory = "*";
    /// <summary>The name of the commission on sales.</summary>
    public const string Commission = "platform_fee";

    /// <summary>What the house takes while no rule was ever written: ten percent.</summary>
    public static FeeRule House(Asset asset) => new()
    {
        Id = default, Line = Commission, Category = AnyCategory, Asset = asset, BasisPoints = 1000, FixedMinor = 0, MinMinor = 0, MaxMinor = null,
        From = DateTime.UnixEpoch, RecordedBy = default,
    };

    /// <summary>Version 7: of two rules from the same instant the later one counts.</summary>
    public required FeeRuleId Id { get; init; }
    /// <summary>Which fee, for example <c>platform_fee</c>; each line has an income account of its own.</summary>
    public required string Line { get; init; }
    /// <summary>Category of the agreement, or <see cref="AnyCategory"/>.</summary>
    public required string Category { get; init; }
    /// <summary>What is counted.</summary>
    public required Asset Asset { get; init; }
    /// <summary>Percentage in basis points, 10 000 is the whole.</summary>
    public required int BasisPoints { get; init; }
    /// <summary>Fixed part, minor units.</summary>
    public required long FixedMinor { get; init; }
    /// <summary>At least so much, minor units.</summary>
    public required long MinMinor { get; init; }
    /// <summary>At most so much, minor units.</summary>
    public required long? MaxMinor { get; init; }
    /// <summary>From when; UTC.</summary>
    public required DateTime From { get; init; }
    /// <summary>Who wrote it.</summary>
    public required UserId RecordedBy { get; init; }

    /// <summary>The fee on a gross amount.</summary>
    public Money On(Money gross)
    {
        var fee = gross.BasisPoints(BasisPoints).Minor + FixedMinor;
        fee = Math.Max(fee, MinMinor);
        if (MaxMinor is { } most) fee = Math.Min(fee, most);
        return new Money(Math.Min(fee, gross.Minor), gross.Asset);
    }

    /// <summary>The rules that hold at an instant: for each line the newest of the category itself, else of all categories.</summary>
    public static async Task<IReadOnlyList<FeeRule>> At(MarketplaceDb db, string category, Asset asset, DateTime at, CancellationToken ct)
    {
        var rules = await db.FeeRules.AsNoTracking().Where(r => r.Asset == asset && (r.Category == category || r.Category == AnyCategory)).ToListAsync(ct);
        var known = rules.Where(r => r.From <= at).GroupBy(r => r.Line, StringComparer.Ordinal)
            .Select(line => line.OrderByDescending(r => r.Category == category).ThenByDescending(r => r.From).ThenByDescending(r => r.Id.Value.ToString(), StringComparer.Ordinal).First())
            .OrderBy(r => r.Line, StringComparer.Ordinal).ToList();
        return known.Any(r => r.Line == Commission) ? known : [.. known, House(asset)];
    }
}

/// <summary>Finance writes a fee rule that holds from a later instant on.</summary>
/// <remarks>Errors: finance.only, fee.from, fee.rate, fee.line. Nothing that was captured changes.</remarks>
public sealed class SetFeeRule(Work work, TimeProvider clock)
{
    /// <summary>The rule.</summary>
    public sealed record Command(
        string Line, string Category, Asset Asset, int BasisPoints, long FixedMinor, long MinMinor, long? MaxMinor, DateTime From, Guid Key) : ICommand
    {
        /// <inheritdoc/>
        public IEnumerable<Error> Problems()
        {
            if (BasisPoints is < 0 or > 10_000 || FixedMinor < 0 || MinMinor < 0 || MaxMinor < MinMinor)
                yield return Error.Invalid("fee.rate", "A fee lies between nothing and the whole amount.", nameof(BasisPoints));
            if (Line.Length is 0 or > 40 || Line.Any(c => !char.IsAsciiLetterLower(c) && c != '_') || Category.Length is 0 or > 60)
                yield return Error.Invalid("fee.line", "Name the fee in small letters, and the category.", nameof(Line));
        }
    }

    /// <summary>Writes the rule.</summary>
    public Task<Result<FeeRuleId>> Run(Command command, Actor actor, CancellationToken ct) => work.Run<FeeRuleId>(command, actor, db =>
    {
        if (!actor.Is(StaffRole.Finance)) return Task.FromResult<Result<FeeRuleId>>(LedgerErrors.NotFinance);
        if (command.From <= clock.GetUtcNow().UtcDateTime) return Task.FromResult<Result<FeeRuleId>>(EscrowErrors.FeeFromPast);
        var rule = new FeeRule
        {
            Id = FeeRuleId.New(), Line = command.Line, Category = command.Category, Asset = command.Asset, BasisPoints = command.BasisPoints,
            FixedMinor = command.FixedMinor, MinMinor = command.MinMinor, MaxMinor = command.MaxMinor, From = command.From, RecordedBy = actor.UserId,
        };
        db.FeeRules.Add(rule);
        return Task.FromResult<Result<FeeRuleId>>(rule.Id);
    }, ct);
}

internal sealed class FeeRuleConfiguration : IEntityTypeConfiguration<FeeRule>
{
    public void Configure(EntityTypeBuilder<FeeRule> table)
    {
        table.ToTable("fee_rules");
        table.HasKey(r => r.Id);
        table.Property(r => r.Line).HasMaxLength(40);
        table.Property(r => r.Category).HasMaxLength(60);
        table.HasIndex(r => new { r.Asset, r.Category });
    }
}
