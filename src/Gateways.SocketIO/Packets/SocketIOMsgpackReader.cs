using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Gateways.Msgpack;
using Gateways.Protocol;

namespace Gateways.SocketIO.Packets;

/// <summary>
/// Reads a packet of socket.io-msgpack-parser: one map, its keys in any order, unknown ones among them:
/// <code>{type: 0..4, data?: VALUE, nsp: TEXT, id?: INTEGER}</code>
/// <see href="https://github.com/socketio/socket.io-msgpack-parser">socket.io-msgpack-parser</see>. What it holds is validated as in JSON, names of events among it.
/// </summary>
internal static class SocketIOMsgpackReader
{
    private const SocketIOPacketType LastType = SocketIOPacketType.ConnectError;

    /// <summary>Reads and validates a packet. Its namespace points into the message; its JSON is its own.</summary>
    /// <returns>False when it is invalid.</returns>
    public static bool TryRead(ReadOnlyMemory<byte> message, SocketIOPacketLimits limits, out SocketIOPacket packet)
    {
        packet = default;
        return TryReadKeys(message, out var parts)
            && parts is { Type: >= 0 and <= (long)LastType, HasNamespace: true }
            && parts.Namespace.Length <= limits.MaxNamespaceBytes
            && Utf8.IsValid(parts.Namespace.Span)
            && TryReadData(parts, limits, out packet);
    }

    private static bool TryReadKeys(ReadOnlyMemory<byte> message, out Parts parts)
    {
        parts = new Parts { Type = -1 };
        var input = new MsgpackReader(message.Span);
        if (!input.TryReadMap(out var keys))
        {
            return false;
        }

        for (var i = 0; i < keys; i++)
        {
            if (!input.TryReadText(out var key))
            {
                return false;
            }

            var start = input.Position;
            bool read;
            if (key.SequenceEqual("type"u8))
            {
                read = input.Read() == MsgpackKind.Unsigned;
                parts.Type = input.Number;
            }
            else if (key.SequenceEqual("nsp"u8))
            {
                read = parts.HasNamespace = input.TryReadText(out var name);
                parts.Namespace = message.Slice(input.Position - name.Length, name.Length);
            }
            else if (key.SequenceEqual("id"u8))
            {
                read = TryReadAckId(ref input, out parts.AckId);
            }
            else
            {
                read = input.TrySkip();
                parts.Data = key.SequenceEqual("data"u8) ? message[start..input.Position] : parts.Data;
            }

            if (!read)
            {
                return false;
            }
        }

        return input.IsAtEnd;
    }

    private static bool TryReadAckId(ref MsgpackReader input, out byte[] ackId)
    {
        var kind = input.Read();
        ackId = [];
        if (kind == MsgpackKind.Unsigned && input.Number is >= 0 and <= SocketIOPacket.MaxAckId)
        {
            ackId = Encoding.ASCII.GetBytes(input.Number.ToString(CultureInfo.InvariantCulture));
            return true;
        }

        return input.IsUndefined;
    }

    private static bool TryReadData(in Parts parts, SocketIOPacketLimits limits, out SocketIOPacket packet)
    {
        packet = new SocketIOPacket { Type = (SocketIOPacketType)parts.Type, Namespace = parts.Namespace, AckId = parts.AckId };
        var first = new MsgpackReader(parts.Data.Span);
        var kind = first.Read();
        var isMissing = parts.Data.IsEmpty || first.IsUndefined;
        return packet.Type switch
        {
            SocketIOPacketType.Connect when isMissing => true,
            SocketIOPacketType.Connect => kind == MsgpackKind.Map && TryConvert(parts.Data, limits.MaxDepth, ref packet) && packet.Json.Length <= limits.MaxAuthBytes,
            SocketIOPacketType.Disconnect => isMissing,
            SocketIOPacketType.ConnectError => kind is MsgpackKind.Map or MsgpackKind.Text,
            SocketIOPacketType.Event => kind == MsgpackKind.Array && first.Number > 0 && IsName(ref first) && TryConvert(parts.Data, limits.MaxDepth, ref packet),
            _ => kind == MsgpackKind.Array && TryConvert(parts.Data, limits.MaxDepth, ref packet),
        };
    }

    private static bool IsName(ref MsgpackReader input) => input.Read() switch
    {
        MsgpackKind.Text => !SocketIOPacketReader.IsReserved(input.Bytes),
        MsgpackKind.Signed or MsgpackKind.Unsigned => true,
        MsgpackKind.Double => double.IsFinite(BitConverter.Int64BitsToDouble(input.Number)),
        _ => false,
    };

    private static bool TryConvert(ReadOnlyMemory<byte> data, int maxDepth, ref SocketIOPacket packet)
    {
        using var json = ScratchWriter.Rent();
        var input = new MsgpackReader(data.Span);
        if (!MsgpackToJson.TryWriteValue(ref input, json, maxDepth))
        {
            return false;
        }

        packet = packet with { Json = json.WrittenSpan.ToArray(), Binaries = json.Binaries.ToArray() };
        return true;
    }

    /// <summary>The values of the keys that mean something; of equal keys the last counts.</summary>
    private struct Parts
    {
        public byte[] AckId;
        public ReadOnlyMemory<byte> Data;
        public bool HasNamespace;
        public ReadOnlyMemory<byte> Namespace;
        public long Type;

        public Parts() => AckId = [];
    }
}
