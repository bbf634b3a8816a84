using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Threading.Channels;

namespace Gateways.Streams;

/// <summary>
/// A stream that a client sends along with a message. Bounded: when the handler does not keep up, the transport stops reading. Items wait as bytes, since they
/// may arrive before anybody knows their type.
/// </summary>
internal sealed class ClientStream(string id)
{
    /// <summary>As SignalR's own servers have it: <c>HubOptions.StreamBufferCapacity</c>.</summary>
    private const int Capacity = 10;

    private readonly Channel<byte[]> _items = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(Capacity) { SingleReader = true, SingleWriter = true });

    public string Id => id;

    /// <summary>The handler has ended: called once, to take the stream out of its client's table.</summary>
    public Action<ClientStream>? OnAbandoned { get; set; }

    /// <summary>Takes an item.</summary>
    /// <returns>Incomplete while there is no room.</returns>
    public ValueTask AcceptAsync(ReadOnlySpan<byte> item)
    {
        var bytes = item.ToArray();
        return _items.Writer.TryWrite(bytes) ? default : WaitAsync(bytes);
    }

    /// <summary>The client has sent the last item.</summary>
    public void Complete(string? error) => _items.Writer.TryComplete(error is null ? null : new WsException($"The client's stream ended with an error: {error}"));

    /// <summary>Nobody reads any more.</summary>
    public void Abandon()
    {
        OnAbandoned?.Invoke(this);
        _items.Writer.TryComplete();

        // One item may be waiting for room.
        while (_items.Reader.TryRead(out _))
        {
        }
    }

    public async IAsyncEnumerable<T> ReadAsync<T>(JsonTypeInfo<T> contract, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var item in _items.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return Parse(item, contract);
        }
    }

    private static T Parse<T>(byte[] item, JsonTypeInfo<T> contract)
    {
        try
        {
            return JsonSerializer.Deserialize(item, contract)!;
        }
        catch (JsonException error)
        {
            throw new MessageBindingException(error.Path is { Length: > 2 } path ? path[2..] : "", "invalid_type", "A stream item does not have the expected type.", error);
        }
    }

    private async ValueTask WaitAsync(byte[] item)
    {
        try
        {
            await _items.Writer.WriteAsync(item).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            // The handler has ended meanwhile: nobody wants the rest.
        }
    }
}
