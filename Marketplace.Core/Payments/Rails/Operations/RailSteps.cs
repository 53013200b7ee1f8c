namespace Marketplace.Core.Payments.Rails.Operations;

/// <summary>The places between two steps where a process may die; tests stop it exactly there.</summary>
public class RailSteps
{
    /// <summary>The operation is written as submitted; nothing was sent.</summary>
    public const string Claimed = "claimed";
    /// <summary>The rail answered; its answer is not written yet.</summary>
    public const string Answered = "answered";
    /// <summary>The rail told a state; it is not written yet.</summary>
    public const string Told = "told";

    /// <summary>Passes a place.</summary>
    public virtual Task Reached(string step, OperationId operation) => Task.CompletedTask;
}
