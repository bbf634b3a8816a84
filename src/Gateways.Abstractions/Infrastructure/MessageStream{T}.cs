using System.ComponentModel;
using System.Text.Json.Serialization.Metadata;

namespace Gateways.Infrastructure;

/// <summary>A stream of values.</summary>
/// <typeparam name="T">The values' type.</typeparam>
/// <param name="source">The values.</param>
/// <param name="contract">Their contract.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class MessageStream<T>(IAsyncEnumerable<T> source, JsonTypeInfo<T> contract) : MessageStream
{
    /// <inheritdoc/>
    public override object Source => source;

    /// <inheritdoc/>
    public override MessageStream? With(object source) => source is IAsyncEnumerable<T> items ? new MessageStream<T>(items, contract) : null;

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
