using Marketplace.Core.Kernel;

namespace Marketplace.Core.Accounts.Passwords;

/// <summary>The key of somebody's authenticator app, closed to everybody who reads the table alone.</summary>
public static class CodeKeys
{
    /// <summary>Closes a key for one account; in another account's row it cannot be opened.</summary>
    public static string SealCodeKey(this ISecretBox box, UserId owner, string key)
    {
        ArgumentNullException.ThrowIfNull(box);
        return box.Seal(Purpose(owner), key);
    }

    /// <summary>The key, Base32; null when there is none or the key ring it was closed with is gone.</summary>
    public static string? OpenCodeKey(this ISecretBox box, User user)
    {
        ArgumentNullException.ThrowIfNull(box);
        ArgumentNullException.ThrowIfNull(user);
        return user.SealedCodeKey is { } stored ? box.Open(Purpose(user.UserId), stored) : null;
    }

    private static string Purpose(UserId owner) => $"authenticator {owner.Value:N}";
}
