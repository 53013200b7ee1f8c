using Marketplace.Core.Kernel;

namespace Marketplace.Core.Payments.Withdrawals;

/// <summary>Refusals of files over some days; codes are stable.</summary>
public static class DayErrors
{
    /// <summary>The last day lies before the first, or a day lies outside every calendar of the house.</summary>
    public static readonly Error Order = Error.Invalid("days.order", "Choose a first day and a last day that does not lie before it.", "To");
    /// <summary>More days than one file holds.</summary>
    public static Error TooMany(int most) => Error.Invalid("days.too_many", "One file holds at most {0} days. Choose a shorter time.", "To") with { Arguments = [most] };
    /// <summary>More lines than one file holds.</summary>
    public static Error TooManyLines(int most) => Error.Invalid("days.too_many_lines", "One file holds at most {0} lines. Choose a shorter time.", "To") with { Arguments = [most] };
}
