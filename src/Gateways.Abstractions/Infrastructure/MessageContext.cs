using System.ComponentModel;
using System.Globalization;
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

    /// <summary>The client's wish for an answer; taking it makes the answer the handler's own affair.</summary>
    public abstract IAck TakeAck();

    /// <summary>The event's name.</summary>
    public abstract string EventName { get; }

    /// <summary>Whether the bound values go through pipes before the handler runs.</summary>
    public abstract bool HasPipes { get; }

    /// <summary>The body: one JSON value in UTF-8, empty when the client sent none. Several arguments are one array.</summary>
    protected abstract ReadOnlySpan<byte> Body { get; }

    /// <summary>Whether the client sent exactly one argument, so that an array is that argument and not several.</summary>
    protected abstract bool HasSingleArgument { get; }

    /// <summary>Where in the body binary values stand, as strings of base64; empty when there are none.</summary>
    protected virtual ReadOnlySpan<BinaryPlace> Binaries => default;

    /// <summary>The whole body as a value.</summary>
    /// <param name="contract">The value's contract.</param>
    /// <param name="optional">Whether a missing body or a null is <paramref name="fallback"/> rather than an error.</param>
    /// <param name="fallback">The value of a missing body.</param>
    /// <exception cref="MessageBindingException">The body is missing or does not fit.</exception>
    public T? BindBody<T>(JsonTypeInfo<T> contract, bool optional, T? fallback = default) =>
        typeof(T) == typeof(MessageArguments)
            ? (T)(object)MessageArguments.FromBody(Body, Binaries, HasSingleArgument)
            : BodyReader.Read(Body, contract, new BodyPlace(), optional, fallback);

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

    /// <summary>A route parameter as it stands in the path.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="optional">Whether a missing one is null rather than an error.</param>
    /// <exception cref="MessageBindingException">It is missing.</exception>
    public string? BindRouteText(string name, bool optional) => Client.RouteValues.TryGetValue(name, out var text)
        ? text
        : optional ? null : throw new MessageBindingException(name, "required", "A value is required.");

    /// <summary>A route parameter as a value.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="optional">Whether a missing one is <paramref name="fallback"/> rather than an error.</param>
    /// <param name="fallback">The value of a missing one.</param>
    /// <exception cref="MessageBindingException">It is missing, or does not parse.</exception>
    public T? BindRoute<T>(string name, bool optional, T? fallback = default)
        where T : IParsable<T>
    {
        if (BindRouteText(name, optional) is not { } text)
        {
            return fallback;
        }

        return T.TryParse(text, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new MessageBindingException(name, "invalid_type", "The value does not have the expected type.");
    }

    /// <summary>A stream the client sends along with the message, where its protocol can.</summary>
    /// <param name="index">Its place among the handler's streams.</param>
    /// <param name="contract">The items' contract.</param>
    /// <exception cref="MessageBindingException">The client sent no such stream.</exception>
    public abstract IAsyncEnumerable<T> BindStream<T>(int index, JsonTypeInfo<T> contract);

    /// <summary>Sends a bound value through the pipes that are there for every parameter.</summary>
    /// <param name="value">The value.</param>
    /// <param name="parameter">The parameter's index in <see cref="MessageHandlerDescriptor.Parameters"/>.</param>
    public abstract ValueTask<T?> PipeAsync<T>(T? value, int parameter);

    /// <summary>A pipe of one parameter.</summary>
    public abstract TPipe GetPipe<TPipe>()
        where TPipe : class;

    /// <summary>What a parameter's own pipe is told.</summary>
    /// <param name="parameter">The parameter's index in <see cref="MessageHandlerDescriptor.Parameters"/>.</param>
    public abstract PipeContext DescribePipe(int parameter);

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
        ArgumentException.ThrowIfNullOrEmpty(response.Event);
        WriteResponse(response, contract);
        return MessageResult.Event(response.Event);
    }

    /// <summary>Makes a stream of values the message's result. Null is an empty result.</summary>
    public MessageResult Stream<T>(IAsyncEnumerable<T>? items, JsonTypeInfo<T> contract) => Keep(items is null ? null : new MessageStream<T>(items, contract));

    /// <summary>Makes a stream of events the message's result. Null is an empty result.</summary>
    public MessageResult Stream<T>(IAsyncEnumerable<WsResponse<T>>? items, JsonTypeInfo<T> contract) => Keep(items is null ? null : new MessageEventStream<T>(items, contract));

    /// <summary>Makes an observable the message's result: a stream of values. Null is an empty result.</summary>
    public MessageResult Stream<T>(IObservable<T>? items, JsonTypeInfo<T> contract) => Stream(items?.ToAsyncEnumerable(), contract);

    /// <summary>Makes an observable the message's result: a stream of events. Null is an empty result.</summary>
    public MessageResult Stream<T>(IObservable<WsResponse<T>>? items, JsonTypeInfo<T> contract) => Stream(items?.ToAsyncEnumerable(), contract);

    /// <summary>Serialises the result's value into memory of the context.</summary>
    protected abstract void WriteResult<T>(T value, JsonTypeInfo<T> contract);

    /// <summary>Serialises the payload of an event that is the result.</summary>
    protected abstract void WriteResponse<T>(WsResponse<T> response, JsonTypeInfo<T> contract);

    /// <summary>Keeps a stream that is the result.</summary>
    protected abstract void KeepStream(MessageStream stream);

    private MessageResult Keep(MessageStream? stream)
    {
        if (stream is null)
        {
            return MessageResult.Empty;
        }

        KeepStream(stream);
        return MessageResult.Stream;
    }
}
