using Marketplace.Web.Shell;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace Marketplace.Web.Features.Accounts;

/// <summary>Asks every 30 seconds whether the session behind an open page still stands; if not, the page's person becomes a guest.</summary>
internal sealed class OpenPages(ILoggerFactory loggers, IServiceScopeFactory scopes) : RevalidatingServerAuthenticationStateProvider(loggers)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(30);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var actors = scope.ServiceProvider.GetRequiredService<SessionActors>();
        return (await actors.Of(authenticationState.User, cancellationToken)).IsPerson;
    }
}
