using System.Text.Json;

namespace Gateways;

/// <summary>
/// One message on its way through guards, interceptors, pipes, its handler and exception filters: NestJS's execution context. Belongs to that
/// one message; used by one stage at a time. What it says of the client stays readable later; the body is gone once the message has ended.
/// </summary>
public abstract class GatewayContext
{
    private Dictionary<object, object?>? _items;

    /// <summary>The client that sent the message.</summary>
    public abstract IGatewayClient Client { get; }

    /// <summary>The event's name; for an event without a handler, what the client made up.</summary>
    public abstract string EventName { get; }

    /// <summary>The gateway class; null for an event without a handler.</summary>
    public abstract Type? GatewayType { get; }

    /// <summary>The handler's method; null for an event without a handler.</summary>
    public abstract string? MethodName { get; }

    /// <summary>The services of the message's scope, where anything around the handler needs one; else the application's.</summary>
    public abstract IServiceProvider Services { get; }

    /// <summary>Cancelled when the client leaves, or cancels its call.</summary>
    public abstract CancellationToken CancellationToken { get; }

    /// <summary>The client's wish for an answer. What is sent through it takes the place of the handler's result.</summary>
    public abstract IAck Ack { get; }

    /// <summary>
    /// The attributes of the gateway class and then of the handler's method, as objects made once by generated code; what is more specific comes later.
    /// Attributes of this library that shape the dispatcher are not among them.
    /// </summary>
    public abstract IReadOnlyList<object> Metadata { get; }

    /// <summary>The body: one JSON value in UTF-8, empty when the client sent none. Several arguments are one array. Valid until the next await.</summary>
    /// <exception cref="ObjectDisposedException">The message has ended.</exception>
    public abstract ReadOnlySpan<byte> Body { get; }

    /// <summary>Whether an array as body is the one argument the client sent, rather than several.</summary>
    protected internal abstract bool HasSingleArgument { get; }

    /// <summary>How bodies become objects and objects become payloads.</summary>
    public abstract JsonSerializerOptions JsonOptions { get; }

    /// <summary>Values that stages hand to later ones. Takes no memory until the first access.</summary>
    public IDictionary<object, object?> Items => _items ??= [];

    /// <summary>The most specific attribute of a type: the handler's before the gateway's; null when there is none.</summary>
    public T? GetMetadata<T>()
        where T : class
    {
        var metadata = Metadata;
        for (var i = metadata.Count - 1; i >= 0; i--)
        {
            if (metadata[i] is T found)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>The body as a JSON value of its own, which may be kept; <see cref="JsonValueKind.Undefined"/> when the client sent none.</summary>
    /// <exception cref="ObjectDisposedException">The message has ended.</exception>
    public JsonElement GetBody()
    {
        var body = Body;
        if (body.IsEmpty)
        {
            return default;
        }

        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = JsonOptions.MaxDepth });
        return JsonElement.ParseValue(ref reader);
    }
}
