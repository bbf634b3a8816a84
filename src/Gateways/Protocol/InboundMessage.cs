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

    /// <summary>
    /// For an event: what the client wants its ack marked with, as the raw text of the wire, empty when it wants none.
    /// For an ack: the decimal digits of the id this server gave out.
    /// </summary>
    public ReadOnlySpan<byte> AckId { get; init; }

    /// <summary>The W3C trace context the client sent along, where its protocol has a place for one.</summary>
    public string? TraceParent { get; init; }
}
