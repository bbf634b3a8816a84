using System.ComponentModel;
using System.Text.Json.Serialization.Metadata;

namespace Gateways.Infrastructure;

/// <summary>Takes what a handler's stream yields. Each task completes when the client has room for the next one.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IMessageStreamSink
{
    /// <summary>Takes a value.</summary>
    ValueTask WriteAsync<T>(T value, JsonTypeInfo<T> contract);

    /// <summary>Takes an event.</summary>
    ValueTask WriteAsync<T>(WsResponse<T> response, JsonTypeInfo<T> contract);
}
