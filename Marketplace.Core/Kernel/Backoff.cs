namespace Marketplace.Core.Kernel;

/// <summary>How long to wait before the next try.</summary>
public static class Backoff
{
    /// <summary>2, 4, 8 … seconds after the first, second, third try, at most an hour.</summary>
    public static TimeSpan After(int attempts) =>
        TimeSpan.FromSeconds(attempts >= 12 ? 3600 : Math.Min(3600, 1 << Math.Max(1, attempts)));

    /// <summary>An error text that fits into its column.</summary>
    public static string Short(string error) => error.Length <= 2000 ? error : error[..2000];
}
