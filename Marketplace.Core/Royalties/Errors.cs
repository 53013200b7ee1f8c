using Marketplace.Core.Kernel;

namespace Marketplace.Core.Royalties;

/// <summary>Every refusal of this feature; codes are stable.</summary>
public static class RoyaltyErrors
{
    /// <summary>Not <c>yyyy-MM</c>.</summary>
    public static readonly Error BadMonth = Error.Invalid("month.format", "Write the month as year and month, for example 2026-07.", "Month");
    /// <summary>The month is still running somewhere.</summary>
    public static readonly Error MonthNotOver = Error.Conflict("month.running", "This month is not over yet. It can be calculated from the first day of the next month.");
    /// <summary>Only finance with a second factor.</summary>
    public static readonly Error NotFinance = Error.Forbidden("finance.only", "Only finance staff signed in with a second factor can do this.");
    /// <summary>Four eyes.</summary>
    public static readonly Error OwnWork = Error.Forbidden("month.own", "You prepared this month. Somebody else of finance has to approve it.");
    /// <summary>There is no such month.</summary>
    public static readonly Error UnknownMonth = Error.NotFound("month.unknown", "This month has not been calculated yet.");
    /// <summary>Another revision is current.</summary>
    public static readonly Error OtherRevision = Error.Conflict("month.revision", "The month was calculated again in the meantime. Look at the new revision first.");
    /// <summary>No such statement for this actor.</summary>
    public static readonly Error UnknownStatement = Error.NotFound("statement.unknown", "There is no such statement.");
    /// <summary>The bank's reference is missing.</summary>
    public static readonly Error BadReference = Error.Invalid("statement.reference", "Write the bank's own reference of the payment, 3 to 80 characters.", "Reference");
    /// <summary>The station owes nothing yet.</summary>
    public static readonly Error NotCharged = Error.Conflict("statement.charged", "The station is being charged for this month right now. Try again in a minute.");
    /// <summary>Plays wait for the merge.</summary>
    public static Error Unsettled(int plays) => Error.Conflict("month.unsettled", "{0} plays of this month are still being put together. Try again in a few minutes.") with { Arguments = [plays] };
    /// <summary>No price rule fits.</summary>
    public static Error Unpriced(int plays, string why) => Error.Conflict("month.unpriced", "{0} plays of this month have no price: {1}") with { Arguments = [plays, why] };
}
