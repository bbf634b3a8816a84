using System.ComponentModel;
using System.Text.Json.Serialization.Metadata;

namespace Gateways.Infrastructure;

/// <summary>
/// One message on its way through its handler. Pooled: generated code uses it until the handler's task ends, and no longer.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class MessageContext
{
    /// <summary>The client that sent the message.</summary>
    public abstract IGatewayClient Client { get; }

    /// <summary>The services of the message's scope, where the handler asked for one; else the application's.</summary>
    public abstract IServiceProvider Services { get; }

    /// <summary>Cancelled when the client leaves.</summary>
    public abstract CancellationToken CancellationToken { get; }

    /// <summary>The body: one JSON value in UTF-8, empty when the client sent none. Several arguments are one array.</summary>
    protected abstract ReadOnlySpan<byte> Body { get; }

    /// <summary>Whether the client sent exactly one argument, so that an array is that argument and not several.</summary>
    protected abstract bool HasSingleArgument { get; }

    /// <summary>The whole body as a value.</summary>
    /// <param name="contract">The value's contract.</param>
    /// <param name="optional">Whether a missing body or a null is <paramref name="fallback"/> rather than an error.</param>
    /// <param name="fallback">The value of a missing body.</param>
    /// <exception cref="MessageBindingException">The body is missing or does not fit.</exception>
    public T? BindBody<T>(JsonTypeInfo<T> contract, bool optional, T? fallback = default) =>
        BodyReader.Read(Body, contract, new BodyPlace(), optional, fallback);

    /// <summary>One key of the body as a value.</summary>
    /// <param name="name">The key in UTF-8.</param>
    /// <param name="contract">The value's contract.</param>
    /// <param name="optional">Whether a missing key or a null is <paramref name="fallback"/> rather than an error.</param>
    /// <param name="fallback">The value of a missing key.</param>
    /// <exception cref="MessageBindingException">The key is missing or does not fit.</exception>
    public T? BindProperty<T>(ReadOnlySpan<byte> name, JsonTypeInfo<T> contract, bool optional, T? fallback = default) =>
        BodyReader.Read(BodyReader.FindProperty(Body, name), contract, new BodyPlace(name), optional, fallback);

    /// <summary>One argument as a value.</summary>
    /// <param name="index">Its place among the arguments.</param>
    /// <param name="contract">The value's contract.</param>
    /// <param name="optional">Whether a missing argument or a null is <paramref name="fallback"/> rather than an error.</param>
    /// <param name="fallback">The value of a missing argument.</param>
    /// <exception cref="MessageBindingException">The argument is missing or does not fit.</exception>
    public T? BindArgument<T>(int index, JsonTypeInfo<T> contract, bool optional, T? fallback = default) =>
        BodyReader.Read(BodyReader.FindArgument(Body, index, HasSingleArgument), contract, new BodyPlace(index), optional, fallback);

    /// <summary>Makes a value the message's result. Null is an empty result.</summary>
    public MessageResult Reply<T>(T? value, JsonTypeInfo<T> contract)
    {
        if (value is null)
        {
            return MessageResult.Empty;
        }

        WriteResult(value, contract);
        return MessageResult.Value;
    }

    /// <summary>Makes an event for the sender the message's result.</summary>
    public MessageResult Reply<T>(WsResponse<T> response, JsonTypeInfo<T> contract)
    {
        WriteResult(response.Data, contract);
        return MessageResult.Event(response.Event);
    }

    /// <summary>Serialises the result's value into memory of the context.</summary>
    protected abstract void WriteResult<T>(T value, JsonTypeInfo<T> contract);
}
