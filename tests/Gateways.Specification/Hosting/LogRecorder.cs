using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Gateways.Specification.Hosting;

/// <summary>Keeps what was logged.</summary>
public sealed class LogRecorder : ILoggerProvider, ILogger
{
    public ConcurrentQueue<LogLine> Lines { get; } = new();

    /// <summary>From which level on lines are kept.</summary>
    public LogLevel Least { get; set; } = LogLevel.Information;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
        => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= Least;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue(new LogLine(logLevel, eventId.Id, formatter(state, exception), exception));

    /// <summary>The first line of an event, once it is there.</summary>
    public Task<LogLine> FindAsync(int eventId)
    {
        return LookAsync().Soon();

        async Task<LogLine> LookAsync()
        {
            while (true)
            {
                if (Lines.FirstOrDefault(line => line.EventId == eventId) is { } line)
                {
                    return line;
                }

                await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, CancellationToken.None);
            }
        }
    }

    public void Dispose()
    {
        // Nothing is held.
    }
}
