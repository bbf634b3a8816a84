using Gateways.Infrastructure;

namespace Gateways.Protocol;

/// <summary>The parts of an outgoing ack. A protocol that knows neither bytes nor several values sends its value as JSON.</summary>
public readonly ref struct AckFrame
{
    /// <summary>The value as JSON; empty for an ack without one.</summary>
    public required ReadOnlySpan<byte> Value { get; init; }

    /// <summary>Where binary values stand in <see cref="Value"/>, in order; empty when there are none.</summary>
    public ReadOnlySpan<BinaryPlace> Binaries { get; init; }

    /// <summary>Whether the value is an array of several values, for protocols whose acks can carry more than one.</summary>
    public bool IsArguments { get; init; }
}
