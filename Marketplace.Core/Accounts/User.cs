using Marketplace.Core.Kernel;
using Microsoft.AspNetCore.Identity;

namespace Marketplace.Core.Accounts;

/// <summary>One login for everything a person does here; capabilities are switched on one at a time.</summary>
public sealed class User : IdentityUser<Guid>
{
    /// <summary>The id as the rest of the product holds it.</summary>
    public UserId UserId => new(Id);

    /// <summary>The name other people see.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>Language tag: <c>en</c> or <c>zh-Hans</c>.</summary>
    public string Language { get; set; } = "en";

    /// <summary>IANA time zone.</summary>
    public string TimeZone { get; set; } = "Africa/Accra";

    /// <summary>Currency that amounts are shown in first.</summary>
    public string Currency { get; set; } = "GHS";

    /// <summary>When the account was made, UTC.</summary>
    public DateTime CreatedAt { get; set; }
}
