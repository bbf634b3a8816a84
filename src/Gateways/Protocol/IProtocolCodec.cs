using System.Buffers;

namespace Gateways.Protocol;

/// <summary>
/// Turns messages into the bytes of one wire protocol. Pure: no I/O, no clock, no state. One instance serves all connections of its
/// kind, and two connections with the same instance share the encoding of an event.
/// </summary>
public interface IProtocolCodec
{
    /// <summary>
    /// Whether the protocol tells a failed ack from a successful one. Where it does not, a client takes an error for the value it asked for: an event nobody handles is
    /// then better left unanswered, and runs into the client's own timeout. Default: true.
    /// </summary>
    bool HasFailedAcks => true;

    /// <summary>Writes an event.</summary>
    void WriteEvent(IBufferWriter<byte> output, in EventFrame frame);

    /// <summary>Writes the ack of a client's event.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="ackId">The id as the client sent it.</param>
    /// <param name="frame">What it says.</param>
    void WriteAck(IBufferWriter<byte> output, ReadOnlySpan<byte> ackId, in AckFrame frame);

    /// <summary>Writes the ack of a client's event that failed.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="ackId">The id as the client sent it.</param>
    /// <param name="error">The error as a JSON value.</param>
    /// <param name="text">The error as text, for protocols that know only that.</param>
    void WriteAckError(IBufferWriter<byte> output, ReadOnlySpan<byte> ackId, ReadOnlySpan<byte> error, string text);

    /// <summary>Writes an item of the stream a client has asked for. Called only for messages that came with <see cref="InboundMessage.WantsStream"/>.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="ackId">The id as the client sent it.</param>
    /// <param name="value">A JSON value.</param>
    void WriteStreamItem(IBufferWriter<byte> output, ReadOnlySpan<byte> ackId, ReadOnlySpan<byte> value) => throw new NotSupportedException("This protocol has no streams.");

    /// <summary>Writes a handler's value for which no ack was asked, where the protocol has a form for it.</summary>
    /// <returns>False when it has none; the value is then dropped.</returns>
    bool TryWriteValue(IBufferWriter<byte> output, ReadOnlySpan<byte> value);
}
