using System.Security.Cryptography;
using Marketplace.Core.Kernel;
using Microsoft.AspNetCore.DataProtection;

namespace Marketplace.Web.Hosting.Security;

/// <summary>Closes secrets with the key ring that also protects the cookies: the folder <c>keys</c> of the data folder.</summary>
public sealed class ProtectedBox(IDataProtectionProvider protection, ILogger<ProtectedBox> log) : ISecretBox
{
    /// <inheritdoc/>
    public string Seal(string purpose, string secret) => For(purpose).Protect(secret);

    /// <inheritdoc/>
    public string? Open(string purpose, string stored)
    {
        try
        {
            return For(purpose).Unprotect(stored);
        }
        catch (CryptographicException failure)
        {
            log.LogCritical(failure, "A stored secret cannot be opened: the folder \"keys\" is not the one that it was closed with. Bring it back from a backup.");
            return null;
        }
    }

    private IDataProtector For(string purpose) => protection.CreateProtector("Marketplace.Secret", purpose);
}
