using Microsoft.Extensions.Logging;

namespace Gateways.Testing.Hosting;

/// <summary>Keeps the newest lines of the server's log.</summary>
internal sealed class LogRecorder : ILoggerProvider
{
    private const int MaxLines = 4096;
    private readonly Queue<GatewayTestLogLine> _lines = new();
    private volatile bool _isClosed;

    public GatewayTestLogLine[] Lines
    {
        get
        {
            lock (_lines)
            {
                return [.. _lines];
            }
        }
    }

    public ILogger CreateLogger(string categoryName) => new CategoryLogger(this, categoryName);

    /// <summary>Ends the recording: a server that outlives its test host goes on logging.</summary>
    public void Dispose()
    {
        lock (_lines)
        {
            _isClosed = true;
        }
    }

    private void Add(GatewayTestLogLine line)
    {
        lock (_lines)
        {
            if (_isClosed)
            {
                return;
            }

            if (_lines.Count == MaxLines)
            {
                _lines.Dequeue();
            }

            _lines.Enqueue(line);
        }
    }

    private sealed class CategoryLogger(LogRecorder recorder, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
            => null;

        /// <summary>A factory does not let go of its providers: one that is closed costs its server nothing more.</summary>
        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None && !recorder._isClosed;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            recorder.Add(new GatewayTestLogLine(category, logLevel, eventId, formatter(state, exception), exception));
    }
}
