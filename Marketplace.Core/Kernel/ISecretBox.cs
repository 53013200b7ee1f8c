namespace Marketplace.Core.Kernel;

/// <summary>Keeps secrets that must be read again, such as the keys of authenticator apps, so that the database alone does not tell them.</summary>
public interface ISecretBox
{
    /// <summary>Closes a secret.</summary>
    /// <param name="purpose">What it is for and whose; the same words open it again, so a row cannot be swapped for another one.</param>
    /// <param name="secret">The secret.</param>
    /// <returns>Text to store, at most <see cref="LongestSealed"/> characters for a secret of at most 100.</returns>
    string Seal(string purpose, string secret);

    /// <summary>Opens what was closed.</summary>
    /// <returns>The secret; null when it was closed with keys that are gone, for another purpose, or was changed.</returns>
    string? Open(string purpose, string stored);

    /// <summary>Width of a column that holds sealed text.</summary>
    const int LongestSealed = 500;
}
