using Marketplace.Core.Accounts.People;
using Marketplace.Core.Accounts.Rights;
using Marketplace.Core.Kernel;
using Microsoft.Extensions.Localization;

namespace Marketplace.Web.Features.Accounts.People;

/// <summary>Roles, states and sanctions in words and colours.</summary>
public static class PersonWords
{
    /// <summary>What a staff role is called.</summary>
    public static string Of(this IStringLocalizer texts, StaffRole role) => role switch
    {
        StaffRole.Support => texts["Support"],
        StaffRole.Finance => texts["Finance"],
        StaffRole.Moderator => texts["Moderator"],
        _ => texts["Superadmin"],
    };

    /// <summary>What a staff role may do, in one sentence.</summary>
    public static string Duty(this IStringLocalizer texts, StaffRole role) => role switch
    {
        StaffRole.Support => texts["Sees accounts and what they hold; moves no money."],
        StaffRole.Finance => texts["Calculates and approves money; edits no content."],
        StaffRole.Moderator => texts["Decides about plays, content and claims."],
        _ => texts["Runs the house and gives these roles."],
    };

    /// <summary>How an account stands, in a word.</summary>
    public static string Of(this IStringLocalizer texts, PersonState state) => state switch
    {
        PersonState.Open => texts["Account open"],
        PersonState.Unproved => texts["Address not proved"],
        PersonState.Suspended => texts["Suspended"],
        _ => texts["Banned"],
    };

    /// <summary>The colour of that word.</summary>
    public static string Tone(this PersonState state) => state switch
    {
        PersonState.Open => "ok",
        PersonState.Unproved => "",
        PersonState.Suspended => "wait",
        _ => "bad",
    };

    /// <summary>What a sanction is called.</summary>
    public static string Of(this IStringLocalizer texts, SanctionKind kind) =>
        kind == SanctionKind.Ban ? texts["Ban"] : texts["Suspension"];
}
