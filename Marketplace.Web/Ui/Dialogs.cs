namespace Marketplace.Web.Ui;

/// <summary>Asks the person at this page before something that cannot be taken back.</summary>
public sealed class Dialogs
{
    private TaskCompletionSource<bool>? _answer;

    /// <summary>A question with one way forward.</summary>
    /// <param name="Title">The question.</param>
    /// <param name="Text">What will happen, with amounts.</param>
    /// <param name="Action">The button that does it, as a verb.</param>
    /// <param name="IsDanger">Whether something is taken away.</param>
    public sealed record Question(string Title, string Text, string Action, bool IsDanger);

    /// <summary>Raised when a question opens or closes.</summary>
    public event Action? Changed;

    /// <summary>The open question.</summary>
    public Question? Open { get; private set; }

    /// <summary>Asks and waits. A question that is already open is answered with no.</summary>
    /// <returns>Whether the person chose to go on.</returns>
    public Task<bool> Confirm(string title, string text, string action, bool isDanger = false)
    {
        Answer(false);
        _answer = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        Open = new Question(title, text, action, isDanger);
        Changed?.Invoke();
        return _answer.Task;
    }

    /// <summary>Closes the open question, if any.</summary>
    public void Answer(bool goOn)
    {
        if (_answer is not { } waiting) return;
        (_answer, Open) = (null, null);
        Changed?.Invoke();
        waiting.TrySetResult(goOn);
    }
}
