using System.Buffers;
using Gateways.Protocol;

namespace Gateways.SocketIO.Packets;

/// <summary>
/// Packets of Socket.IO in the form in which they wait in a session's queue: Engine.IO packets in WebSocket frames. The mark of a client's ack is its namespace and
/// id as they stand in the packet, <code>[NAMESPACE,]ID</code> so that a connection can answer for all its namespaces.
/// </summary>
/// <param name="writesOffsets">Whether events of a log carry their offset as a last argument: only where clients may resume, for others would take it for an argument.</param>
internal abstract class SocketIOCodec(bool writesOffsets) : IProtocolCodec
{
    /// <summary>An ack is an ack: a client that asked for one sees no difference.</summary>
    public bool HasFailedAcks => false;

    public static SocketIOCodec Of(SocketIOParser parser, bool writesOffsets) => (parser, writesOffsets) switch
    {
        (SocketIOParser.Msgpack, true) => SocketIOMsgpackCodec.Instance,
        (SocketIOParser.Msgpack, false) => SocketIOMsgpackCodec.WithoutOffsets,
        (_, true) => SocketIOJsonCodec.Instance,
        (_, false) => SocketIOJsonCodec.WithoutOffsets,
    };

    /// <summary>Reads and validates a packet; it may point into the message.</summary>
    /// <param name="message">A message of Engine.IO.</param>
    /// <param name="isText">Whether it is text.</param>
    /// <param name="limits">What the packet may hold.</param>
    /// <param name="packet">The packet.</param>
    /// <returns>False when it is invalid.</returns>
    public abstract bool TryRead(ReadOnlyMemory<byte> message, bool isText, SocketIOPacketLimits limits, out SocketIOPacket packet);

    /// <summary>Writes that a client is in a namespace.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="namespace">The namespace.</param>
    /// <param name="sid">The client's id.</param>
    /// <param name="pid">The secret with which it may resume; null when it may not.</param>
    public abstract void WriteConnect(IBufferWriter<byte> output, string @namespace, string sid, string? pid);

    /// <summary>Writes that a client is not let into a namespace.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="namespace">The namespace as the client wrote it.</param>
    /// <param name="message">Why.</param>
    /// <param name="data">More: a JSON value, or empty.</param>
    public abstract void WriteConnectError(IBufferWriter<byte> output, ReadOnlySpan<byte> @namespace, string message, ReadOnlySpan<byte> data);

    /// <summary>Writes that a client's time in a namespace is over.</summary>
    public abstract void WriteDisconnect(IBufferWriter<byte> output, string @namespace);

    public abstract void WriteEvent(IBufferWriter<byte> output, in EventFrame frame);

    public abstract void WriteAck(IBufferWriter<byte> output, ReadOnlySpan<byte> ackId, in AckFrame frame);

    /// <summary>Socket.IO has no failed acks: the error is the ack's value.</summary>
    public void WriteAckError(IBufferWriter<byte> output, ReadOnlySpan<byte> ackId, ReadOnlySpan<byte> error, string text) =>
        WriteAck(output, ackId, new AckFrame { Value = error });

    /// <summary>Socket.IO has no form for it, and neither has NestJS: a value nobody asked for is dropped.</summary>
    public bool TryWriteValue(IBufferWriter<byte> output, ReadOnlySpan<byte> value) => false;

    protected ReadOnlySpan<byte> OffsetOf(in EventFrame frame) => writesOffsets ? frame.Offset : default;
}
