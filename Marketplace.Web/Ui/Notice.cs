using Marketplace.Core.Kernel;
using Microsoft.Extensions.Localization;

namespace Marketplace.Web.Ui;

/// <summary>Short messages about what was just done, for the person at this page.</summary>
public sealed class Notice(IStringLocalizer texts)
{
    private const int AtOnce = 4;
    private readonly List<Toast> _toasts = [];

    /// <summary>One message.</summary>
    /// <param name="Id">Which one.</param>
    /// <param name="Text">What it says.</param>
    /// <param name="IsBad">Whether something was refused; such a message stays until it is closed.</param>
    public sealed record Toast(Guid Id, string Text, bool IsBad);

    /// <summary>Raised when messages come or go.</summary>
    public event Action? Changed;

    /// <summary>The messages to show, oldest first.</summary>
    public IReadOnlyList<Toast> Toasts => _toasts;

    /// <summary>Says in translated words what was done.</summary>
    public void Say(string text) => Add(text, isBad: false);

    /// <summary>Says why something was refused.</summary>
    public void Fail(Error error) => Add(texts.Of(error), isBad: true);

    /// <summary>Shows a refusal, or <paramref name="done"/> when there was none.</summary>
    /// <param name="result">Answer of a use case.</param>
    /// <param name="done">Translated words for success; none by default, when the page itself shows the change.</param>
    /// <returns>Whether it was done.</returns>
    public bool Show<T>(Result<T> result, string? done = null)
    {
        if (result.Error is { } error) Fail(error);
        else if (done is not null) Say(done);
        return result.IsOk;
    }

    /// <summary>Takes a message away.</summary>
    public void Close(Guid id)
    {
        if (_toasts.RemoveAll(t => t.Id == id) > 0) Changed?.Invoke();
    }

    private void Add(string text, bool isBad)
    {
        if (_toasts.Count == AtOnce) _toasts.RemoveAt(0);
        _toasts.Add(new Toast(Guid.NewGuid(), text, isBad));
        Changed?.Invoke();
    }
}

/// <summary>Puts errors into the reader's language.</summary>
public static class ErrorTexts
{
    /// <summary>The error's sentence, translated, with its arguments filled in.</summary>
    public static string Of(this IStringLocalizer texts, Error error) =>
        error.Arguments.Length == 0 ? texts[error.Message] : texts[error.Message, error.Arguments];
}
