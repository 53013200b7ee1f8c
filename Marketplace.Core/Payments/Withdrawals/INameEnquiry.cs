namespace Marketplace.Core.Payments.Withdrawals;

/// <summary>What a network says about the holder of a number.</summary>
public enum EnquiryOutcome
{
    /// <summary>It told a name.</summary>
    Told,
    /// <summary>It knows no such number.</summary>
    NotRegistered,
    /// <summary>It did not answer, or nobody can be asked about this kind of method.</summary>
    NoAnswer,
}

/// <summary>An answer to "whose number is this?".</summary>
/// <param name="Outcome">What came of it.</param>
/// <param name="Name">The registered name, if it was told.</param>
public sealed record EnquiryAnswer(EnquiryOutcome Outcome, string Name = "");

/// <summary>Asks networks whose a number is. An installation without a line to them registers none: then finance checks by hand.</summary>
public interface INameEnquiry
{
    /// <summary>Asks; never throws for the network's own failures.</summary>
    Task<EnquiryAnswer> Ask(MethodDetails method, CancellationToken ct);
}

/// <summary>What the names of a method say about whose it is.</summary>
/// <param name="IsProved">Whether it is known to be its owner's.</param>
/// <param name="RegisteredName">Name that the network told.</param>
/// <param name="MatchPermille">Likeness of the names.</param>
/// <param name="Note">Why a person has to look.</param>
internal sealed record NameVerdict(bool IsProved, string RegisteredName, int? MatchPermille, string Note);
