using Marketplace.Core.Kernel;
using Microsoft.AspNetCore.Components.Authorization;

namespace Marketplace.Web.Shell;

/// <summary>Tells pages who is acting, with the rights of this moment: a circuit lives for hours, rights do not.</summary>
public sealed class Who(AuthenticationStateProvider state, SessionActors actors)
{
    /// <summary>The actor; a guest when nobody is signed in or the session ended.</summary>
    public async Task<Actor> Actor() =>
        await actors.Of((await state.GetAuthenticationStateAsync()).User, CancellationToken.None);
}
