using Marketplace.Core.Accounts;
using Marketplace.Core.Accounts.Sessions;
using Marketplace.Core.Kernel;
using Microsoft.AspNetCore.DataProtection;

namespace Marketplace.Web.Features.Accounts;

/// <summary>Remembers, protected, that this browser signed in before; see <see cref="KnownDevice"/>. It opens nothing by itself.</summary>
public sealed class DeviceCookie(IDataProtectionProvider protection, RememberDevice remember)
{
    private const string Name = "device";
    private readonly IDataProtector _protector = protection.CreateProtector("Marketplace.Device");

    /// <summary>The device that this browser was, or null.</summary>
    public Guid? Read(HttpContext http)
    {
        if (http.Request.Cookies[Name] is not { Length: > 0 and < 500 } cookie) return null;
        try
        {
            return Guid.Parse(_protector.Unprotect(cookie));
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null; // Forged, or protected by keys that are gone: an unknown browser.
        }
    }

    /// <summary>Remembers a browser in which somebody has just signed in.</summary>
    public async Task Write(HttpContext http, UserId user, CancellationToken ct)
    {
        var id = await remember.Run(user, Read(http), ct);
        http.Response.Cookies.Append(Name, _protector.Protect(id.ToString()), new CookieOptions
        {
            HttpOnly = true, Secure = http.Request.IsHttps, SameSite = SameSiteMode.Lax, IsEssential = true,
            MaxAge = TimeSpan.FromDays(365), Path = "/sign-in",
        });
    }
}
