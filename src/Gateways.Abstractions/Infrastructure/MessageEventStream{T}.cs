using System.ComponentModel;
using System.Text.Json.Serialization.Metadata;

namespace Gateways.Infrastructure;

/// <summary>A stream of events.</summary>
/// <typeparam name="T">The payloads' type.</typeparam>
/// <param name="source">The events.</param>
/// <param name="contract">The payloads' contract.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class MessageEventStream<T>(IAsyncEnumerable<WsResponse<T>> source, JsonTypeInfo<T> contract) : MessageStream
{
    /// <inheritdoc/>
    public override object Source => source;

    /// <inheritdoc/>
    public override MessageStream? With(object source) => source is IAsyncEnumerable<WsResponse<T>> items ? new MessageEventStream<T>(items, contract) : null;

    /// <inheritdoc/>
    public override async Task RunAsync(IMessageStreamSink sink, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sink);
        await foreach (var item in source.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            await sink.WriteAsync(item, contract).ConfigureAwait(false);
        }
    }
}
