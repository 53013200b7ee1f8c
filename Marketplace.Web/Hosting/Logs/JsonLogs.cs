using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace Marketplace.Web.Hosting.Logs;

/// <summary>Logs as lines of JSON to the console and to rolling files. Writing happens behind the caller's back, in order.</summary>
[ProviderAlias("Json")]
public sealed class JsonLogs : ILoggerProvider
{
    // When the disk cannot keep up, the newest lines are dropped and counted rather than the server stopped.
    private readonly BlockingCollection<(string Json, string Text)> _lines = new(20_000);
    private readonly ConcurrentDictionary<string, ILogger> _loggers = new();
    private readonly TimeProvider _clock;
    private readonly RollingFile _file;
    private readonly Thread _writer;
    private readonly bool _isText;
    private int _dropped;

    /// <summary>Starts the writer.</summary>
    public JsonLogs(TimeProvider clock, IConfiguration configuration, IOptions<LogSettings> settings)
    {
        _clock = clock;
        _isText = settings.Value.Console == ConsoleStyle.Text;
        var folder = settings.Value.Folder is { Length: > 0 } given ? given : Path.Combine(configuration.DataPath(), "logs");
        _file = new RollingFile(folder, settings.Value.Mebibytes * 1024L * 1024, settings.Value.Files);
        _writer = new Thread(Write) { IsBackground = true, Name = "log" };
        _writer.Start();
    }

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => _loggers.GetOrAdd(categoryName, name => new JsonLogger(this, name));

    /// <summary>Writes what is left and closes the file.</summary>
    public void Dispose()
    {
        _lines.CompleteAdding();
        _writer.Join(TimeSpan.FromSeconds(5));
        _file.Dispose();
    }

    private void Add((string Json, string Text) line)
    {
        if (_lines.IsAddingCompleted || !_lines.TryAdd(line)) Interlocked.Increment(ref _dropped);
    }

    private void Write()
    {
        using var console = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = false };
        foreach (var (json, text) in _lines.GetConsumingEnumerable())
        {
            console.WriteLine(_isText ? text : json);
            _file.WriteLine(json);
            if (_lines.Count > 0) continue;
            if (Interlocked.Exchange(ref _dropped, 0) is > 0 and var count)
                _file.WriteLine($$"""{"level":"warning","from":"log","message":"{{count}} lines were dropped"}""");
            console.Flush();
            _file.Flush();
        }
    }

    private sealed class JsonLogger(JsonLogs logs, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var (at, message) = (logs._clock.GetUtcNow(), formatter(state, exception));
            logs.Add((JsonLine.Of(at, logLevel, category, state, message, exception),
                logs._isText ? JsonLine.Text(at, logLevel, state, message, exception) : ""));
        }
    }
}
