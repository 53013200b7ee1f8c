using Marketplace.Core.Kernel;

namespace Marketplace.Web.Shell;

/// <summary>How people reach the house: section <c>Contact</c>.</summary>
[Settings("Contact")]
public sealed class ContactSettings
{
    /// <summary>Address that people write to when something is wrong; empty: pages name none.</summary>
    public string Mail { get; init; } = "";
}
