using System.Buffers;
using System.Globalization;
using Gateways.Msgpack;
using Gateways.Protocol;
using Gateways.SocketIO.EngineIO;

namespace Gateways.SocketIO.Packets;

/// <summary>
/// Packets as MessagePack, each one binary message with the bytes in it where they stand: socket.io-msgpack-parser 3 on notepack 2. Keys come in Node's order.
/// <see href="https://github.com/socketio/socket.io-msgpack-parser">socket.io-msgpack-parser</see>
/// </summary>
internal sealed class SocketIOMsgpackCodec : SocketIOCodec
{
    /// <summary>How deep a payload may be nested: what a writer of JSON lets through by default.</summary>
    private const int MaxDepth = 1000;

    private SocketIOMsgpackCodec(bool writesOffsets)
        : base(writesOffsets)
    {
    }

    public static SocketIOMsgpackCodec Instance { get; } = new(writesOffsets: true);

    public static SocketIOMsgpackCodec WithoutOffsets { get; } = new(writesOffsets: false);

    public override bool TryRead(ReadOnlyMemory<byte> message, bool isText, SocketIOPacketLimits limits, out SocketIOPacket packet)
    {
        packet = default;
        return !isText && SocketIOMsgpackReader.TryRead(message, limits, out packet);
    }

    /// <summary><code>{type: 0, data: {sid, pid}, nsp}</code></summary>
    public override void WriteConnect(IBufferWriter<byte> output, string @namespace, string sid, string? pid)
    {
        using var packet = ScratchWriter.Rent();
        var msgpack = Start(packet, 3, SocketIOPacketType.Connect);
        msgpack.WriteText("data"u8);
        msgpack.WriteMapHeader(2);
        msgpack.WriteText("sid"u8);
        msgpack.WriteText(sid);
        msgpack.WriteText("pid"u8);
        if (pid is null)
        {
            msgpack.WriteUndefined();
        }
        else
        {
            msgpack.WriteText(pid);
        }

        msgpack.WriteText("nsp"u8);
        msgpack.WriteText(@namespace);
        EngineIOFrames.WriteBinary(output, packet.WrittenSpan);
    }

    /// <summary><code>{type: 4, data: {message, data}, nsp}</code></summary>
    public override void WriteConnectError(IBufferWriter<byte> output, ReadOnlySpan<byte> @namespace, string message, ReadOnlySpan<byte> data)
    {
        using var packet = ScratchWriter.Rent();
        var msgpack = Start(packet, 3, SocketIOPacketType.ConnectError);
        msgpack.WriteText("data"u8);
        msgpack.WriteMapHeader(2);
        msgpack.WriteText("message"u8);
        msgpack.WriteText(message);
        msgpack.WriteText("data"u8);
        if (data.IsEmpty)
        {
            msgpack.WriteUndefined();
        }
        else
        {
            JsonToMsgpack.WriteValue(packet, data, maxDepth: MaxDepth);
        }

        msgpack.WriteText("nsp"u8);
        msgpack.WriteText(@namespace);
        EngineIOFrames.WriteBinary(output, packet.WrittenSpan);
    }

    /// <summary><code>{type: 1, nsp}</code></summary>
    public override void WriteDisconnect(IBufferWriter<byte> output, string @namespace)
    {
        using var packet = ScratchWriter.Rent();
        var msgpack = Start(packet, 2, SocketIOPacketType.Disconnect);
        msgpack.WriteText("nsp"u8);
        msgpack.WriteText(@namespace);
        EngineIOFrames.WriteBinary(output, packet.WrittenSpan);
    }

    /// <summary><code>{type: 2, data: [NAME(,VALUE)*(,OFFSET)?], id?, nsp}</code></summary>
    public override void WriteEvent(IBufferWriter<byte> output, in EventFrame frame)
    {
        var offset = OffsetOf(frame);
        using var packet = ScratchWriter.Rent();
        var msgpack = Start(packet, frame.AckId.IsEmpty ? 3 : 4, SocketIOPacketType.Event);
        msgpack.WriteText("data"u8);
        msgpack.WriteArrayHeader(1 + frame.ArgumentCount + (offset.IsEmpty ? 0 : 1));
        JsonToMsgpack.WriteValue(packet, frame.EventName);
        JsonToMsgpack.WriteArguments(packet, frame.Arguments, frame.Binaries, MaxDepth);
        if (!offset.IsEmpty)
        {
            msgpack.WriteText(offset);
        }

        if (!frame.AckId.IsEmpty)
        {
            WriteId(msgpack, frame.AckId);
        }

        msgpack.WriteText("nsp"u8);
        msgpack.WriteText(frame.Namespace);
        EngineIOFrames.WriteBinary(output, packet.WrittenSpan);
    }

    /// <summary><code>{id, type: 3, data: [VALUE*], nsp}</code></summary>
    public override void WriteAck(IBufferWriter<byte> output, ReadOnlySpan<byte> ackId, in AckFrame frame)
    {
        // A namespace may hold commas; an id does not.
        var comma = ackId.LastIndexOf((byte)',');
        using var packet = ScratchWriter.Rent();
        var msgpack = new MsgpackWriter(packet);
        msgpack.WriteMapHeader(4);
        WriteId(msgpack, ackId[(comma + 1)..]);
        WriteType(msgpack, SocketIOPacketType.Ack);
        msgpack.WriteText("data"u8);
        if (!frame.IsArguments)
        {
            msgpack.WriteArrayHeader(frame.Value.IsEmpty ? 0 : 1);
        }

        if (!frame.Value.IsEmpty)
        {
            JsonToMsgpack.WriteValue(packet, frame.Value, frame.Binaries, MaxDepth);
        }

        msgpack.WriteText("nsp"u8);
        msgpack.WriteText(comma < 0 ? "/"u8 : ackId[..comma]);
        EngineIOFrames.WriteBinary(output, packet.WrittenSpan);
    }

    private static MsgpackWriter Start(ScratchWriter packet, int keys, SocketIOPacketType type)
    {
        var msgpack = new MsgpackWriter(packet);
        msgpack.WriteMapHeader(keys);
        WriteType(msgpack, type);
        return msgpack;
    }

    private static void WriteType(MsgpackWriter msgpack, SocketIOPacketType type)
    {
        msgpack.WriteText("type"u8);
        msgpack.WriteInteger((int)type);
    }

    private static void WriteId(MsgpackWriter msgpack, ReadOnlySpan<byte> digits)
    {
        msgpack.WriteText("id"u8);
        msgpack.WriteInteger(long.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture));
    }
}
