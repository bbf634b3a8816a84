using Gateways.Infrastructure;

namespace Gateways.Protocol;

/// <summary>One decoded message of a client. Its memory belongs to the transport and is valid until <c>Receive</c> returns.</summary>
public readonly ref struct InboundMessage
{
    /// <summary>What it is.</summary>
    public InboundMessageKind Kind { get; init; }

    /// <summary>The event's name in UTF-8, unescaped; empty for an ack.</summary>
    public ReadOnlySpan<byte> EventName { get; init; }

    /// <summary>The body: one JSON value in UTF-8, or empty. Several arguments are one array.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Whether the body is exactly one argument, so that an array is not several.</summary>
    public bool HasSingleArgument { get; init; }

    /// <summary>Where in <see cref="Body"/> binary values stand, as strings of base64, in order; empty when there are none.</summary>
    public ReadOnlySpan<BinaryPlace> Binaries { get; init; }

    /// <summary>
    /// For an event: what the client wants its ack marked with, as the raw text of the wire, empty when it wants none.
    /// For an ack: the decimal digits of the id this server gave out. For an item or the end of a client's stream: the stream's id. For the end of a call: as it was marked.
    /// </summary>
    public ReadOnlySpan<byte> AckId { get; init; }

    /// <summary>For an ack: all its values, where they are several or have bytes among them; the body is then the first.</summary>
    public MessageArguments? Arguments { get; init; }

    /// <summary>Whether the client asks for a stream of values: <see cref="AckId"/> marks its items and its end.</summary>
    public bool WantsStream { get; init; }

    /// <summary>The ids of the streams the client sends along with an event, where its protocol can; the items follow as messages of their own.</summary>
    public string[]? StreamIds { get; init; }

    /// <summary>The W3C trace context the client sent along, where its protocol has a place for one.</summary>
    public string? TraceParent { get; init; }
}
