using System.ComponentModel;

namespace Gateways.Infrastructure;

/// <summary>A stream that a handler has returned.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class MessageStream
{
    /// <summary>The stream as the handler returned it; interceptors see it.</summary>
    public abstract object Source { get; }

    /// <summary>The same kind of stream over another source; null when that source is no such stream.</summary>
    public abstract MessageStream? With(object source);

    /// <summary>Runs the stream to its end.</summary>
    public abstract Task RunAsync(IMessageStreamSink sink, CancellationToken cancellationToken);
}
