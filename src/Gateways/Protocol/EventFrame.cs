using Gateways.Infrastructure;

namespace Gateways.Protocol;

/// <summary>The parts of an outgoing event, ready to be put into a wire form.</summary>
public readonly ref struct EventFrame
{
    /// <summary>The namespace, for protocols that carry several on one connection.</summary>
    public required string Namespace { get; init; }

    /// <summary>The event's name as a JSON string, quotes included.</summary>
    public required ReadOnlySpan<byte> EventName { get; init; }

    /// <summary>The payloads as JSON, separated by commas.</summary>
    public ReadOnlySpan<byte> Arguments { get; init; }

    /// <summary>Where binary values stand in <see cref="Arguments"/>, in order; empty when there are none.</summary>
    public ReadOnlySpan<BinaryPlace> Binaries { get; init; }

    /// <summary>How many payloads there are.</summary>
    public int ArgumentCount { get; init; }

    /// <summary>The decimal digits of the ack id, empty when no ack is wanted.</summary>
    public ReadOnlySpan<byte> AckId { get; init; }

    /// <summary>Where the event stands in its namespace's log, for clients that want to resume after it; empty when it is not kept.</summary>
    public ReadOnlySpan<byte> Offset { get; init; }
}
