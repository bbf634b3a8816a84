using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Gateways.Specification.Hosting;

/// <summary>Keeps what was logged.</summary>
public sealed class LogRecorder : ILoggerProvider, ILogger
{
    public ConcurrentQueue<LogLine> Lines { get; } = new();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
        => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue(new LogLine(logLevel, eventId.Id, formatter(state, exception), exception));

    public void Dispose()
    {
        // Nothing is held.
    }
}
