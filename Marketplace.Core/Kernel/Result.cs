using System.Diagnostics.CodeAnalysis;

namespace Marketplace.Core.Kernel;

/// <summary>Why a request was refused, in the five ways that callers tell apart.</summary>
public enum ErrorKind
{
    /// <summary>The request itself is wrong; the person can correct it.</summary>
    Invalid,
    /// <summary>There is no such thing, or not for this actor.</summary>
    NotFound,
    /// <summary>The actor may not do this.</summary>
    Forbidden,
    /// <summary>The thing is in another state than the request expects.</summary>
    Conflict,
    /// <summary>Somebody else's service does not answer now; the same request may work later.</summary>
    Unavailable,
}

/// <summary>A refusal with a stable code for programs and a sentence for people.</summary>
/// <param name="Kind">How callers treat it.</param>
/// <param name="Code">Stable, dotted, lower-case.</param>
/// <param name="Message">What happened and what to do next; English text, also the translation key.</param>
/// <param name="Field">The command property it is about, if one.</param>
public sealed record Error(ErrorKind Kind, string Code, string Message, string? Field = null)
{
    /// <summary>A request that the person can correct.</summary>
    public static Error Invalid(string code, string message, string? field = null) => new(ErrorKind.Invalid, code, message, field);

    /// <summary>No such thing for this actor.</summary>
    public static Error NotFound(string code, string message) => new(ErrorKind.NotFound, code, message);

    /// <summary>Not allowed.</summary>
    public static Error Forbidden(string code, string message) => new(ErrorKind.Forbidden, code, message);

    /// <summary>Another state than expected.</summary>
    public static Error Conflict(string code, string message, string? field = null) => new(ErrorKind.Conflict, code, message, field);

    /// <summary>A foreign service does not answer.</summary>
    public static Error Unavailable(string code, string message) => new(ErrorKind.Unavailable, code, message);

    /// <summary>What is put into the message's {0}, {1} … after translation.</summary>
    public object[] Arguments { get; init; } = [];
}

/// <summary>The answer of a step that has nothing to tell but that it was done.</summary>
public readonly record struct Done;

/// <summary>Either a value or the reason why there is none.</summary>
/// <typeparam name="T">What a success carries.</typeparam>
public readonly struct Result<T>
{
    private readonly T? _value;
    private readonly Error? _error;

    private Result(T? value, Error? error) => (_value, _error) = (value, error);

    /// <summary>Whether there is a value.</summary>
    public bool IsOk => _error is null;

    /// <summary>The refusal, or null.</summary>
    public Error? Error => _error;

    /// <summary>The value.</summary>
    /// <exception cref="InvalidOperationException">The step was refused.</exception>
    public T Value => _error is null ? _value! : throw new InvalidOperationException($"Refused: {_error.Code}");

    /// <summary>Opens the result: true and the error when refused, false and the value when done.</summary>
    public bool Fails([MaybeNullWhen(true)] out T value, [NotNullWhen(true)] out Error? error)
    {
        value = _value;
        error = _error;
        return _error is not null;
    }

    /// <summary>Maps the value, keeps the error.</summary>
    public Result<TNext> Then<TNext>(Func<T, TNext> next) => _error is { } error ? error : next(_value!);

    /// <summary>A success.</summary>
    public static implicit operator Result<T>(T value) => new(value, null);

    /// <summary>A refusal.</summary>
    public static implicit operator Result<T>(Error error) => new(default, error);
}
