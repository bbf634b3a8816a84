using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gateways.Infrastructure;

namespace Gateways;

/// <summary>
/// All arguments of a message as they came, bytes among them. As a handler's body it takes whatever a client sends; emitted or returned it goes out the same: as
/// several arguments where the protocol has them (Socket.IO, SignalR), as one array elsewhere. Immutable.
/// </summary>
public sealed class MessageArguments
{
    private readonly BinaryPlace[] _binaries;

    /// <summary>Takes arguments from a message; for authors of transports.</summary>
    /// <param name="json">A JSON array. Copied.</param>
    /// <param name="binaries">Where in the array binary values stand, as strings of base64, in order.</param>
    public MessageArguments(ReadOnlySpan<byte> json, ReadOnlySpan<BinaryPlace> binaries = default)
    {
        Json = json.ToArray();
        _binaries = binaries.ToArray();
        Count = BodyReader.CountItems(json);
    }

    /// <summary>No arguments.</summary>
    public static MessageArguments None { get; } = new("[]"u8);

    /// <summary>How many there are.</summary>
    public int Count { get; }

    /// <summary>The arguments as one JSON array; binary values are strings of base64.</summary>
    public ReadOnlyMemory<byte> Json { get; }

    /// <summary>Where binary values stand.</summary>
    public ReadOnlySpan<BinaryPlace> Binaries => _binaries;

    /// <summary>One argument as a value.</summary>
    /// <param name="index">Its place, from 0.</param>
    /// <param name="contract">The value's contract, for example <c>MyContext.Default.Person</c>.</param>
    /// <exception cref="MessageBindingException">It is missing, or does not fit.</exception>
    public T? Get<T>(int index, JsonTypeInfo<T> contract)
    {
        ArgumentNullException.ThrowIfNull(contract);
        return BodyReader.Read(BodyReader.FindArgument(Json.Span, index, single: false), contract, new BodyPlace(index), optional: false, fallback: default);
    }

    /// <summary>One argument as a piece of JSON.</summary>
    /// <param name="index">Its place, from 0.</param>
    /// <returns>The value; <see cref="JsonValueKind.Undefined"/> when it is missing.</returns>
    public JsonElement this[int index]
    {
        get
        {
            var value = BodyReader.FindArgument(Json.Span, index, single: false);
            if (value.IsEmpty)
            {
                return default;
            }

            var reader = new Utf8JsonReader(value);
            return JsonElement.ParseValue(ref reader);
        }
    }

    /// <summary>The arguments of a message's body.</summary>
    /// <param name="body">The body: empty, one value, or an array of several.</param>
    /// <param name="binaries">Where in the body binary values stand.</param>
    /// <param name="single">Whether an array is one argument.</param>
    internal static MessageArguments FromBody(ReadOnlySpan<byte> body, ReadOnlySpan<BinaryPlace> binaries, bool single)
    {
        if (body.IsEmpty)
        {
            return None;
        }

        if (!single && body[0] == (byte)'[')
        {
            return new MessageArguments(body, binaries);
        }

        var moved = binaries.ToArray();
        for (var i = 0; i < moved.Length; i++)
        {
            moved[i] = moved[i] with { Start = moved[i].Start + 1 };
        }

        return new MessageArguments((byte[])[(byte)'[', .. body, (byte)']'], moved);
    }
}
