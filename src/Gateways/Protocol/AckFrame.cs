using Gateways.Infrastructure;

namespace Gateways.Protocol;

/// <summary>The parts of an outgoing ack that are more than one JSON value.</summary>
public readonly ref struct AckFrame
{
    /// <summary>The value as JSON.</summary>
    public required ReadOnlySpan<byte> Value { get; init; }

    /// <summary>Where binary values stand in <see cref="Value"/>, in order; empty when there are none.</summary>
    public ReadOnlySpan<BinaryPlace> Binaries { get; init; }

    /// <summary>Whether the value is an array of several values, for protocols whose acks can carry more than one.</summary>
    public bool IsArguments { get; init; }
}
