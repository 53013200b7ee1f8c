using System.Collections.Frozen;
using System.Reflection;
using Marketplace.Core.Kernel;

namespace Marketplace.Core.Accounts.Passwords;

/// <summary>Length and a list of what thieves try first; no rules about kinds of characters, which make passwords worse.</summary>
public static class PasswordRules
{
    /// <summary>Shortest password, characters.</summary>
    public const int Shortest = AccountErrors.PasswordLength;
    /// <summary>Longest password, characters; longer input is not hashed.</summary>
    public const int Longest = 256;

    private static readonly FrozenSet<string> Common = Load();

    /// <summary>What is wrong with a new password, if anything.</summary>
    public static Error? Problem(string password, string field)
    {
        ArgumentNullException.ThrowIfNull(password);
        if (password.Length < Shortest) return AccountErrors.ShortPassword(field);
        if (password.Length > Longest) return AccountErrors.LongPassword(field);
        return Common.Contains(password.ToLowerInvariant()) || password.Distinct().Count() < 4 ? AccountErrors.CommonPassword(field) : null;
    }

    private static FrozenSet<string> Load()
    {
        const string Name = "Marketplace.Core.Accounts.Passwords.common.txt";
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Name)
            ?? throw new InvalidOperationException($"The resource {Name} is missing.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToFrozenSet();
    }
}
