using System.Security.Claims;
using Marketplace.Core.Kernel;
using Microsoft.AspNetCore.Components.Authorization;

namespace Marketplace.Web.Shell;

/// <summary>Tells pages who is acting, from the authentication state of the circuit or request.</summary>
public sealed class Who(AuthenticationStateProvider state)
{
    /// <summary>The actor with the rights of this moment.</summary>
    public async Task<Actor> Actor()
    {
        var user = (await state.GetAuthenticationStateAsync()).User;
        return Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var id)
            ? new Actor(new UserId(id), user.Identity?.Name ?? "")
            : Core.Kernel.Actor.Guest;
    }
}
