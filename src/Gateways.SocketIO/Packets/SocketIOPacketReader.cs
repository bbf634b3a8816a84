using System.Buffers.Text;
using System.Text.Json;
using Gateways.Protocol;

namespace Gateways.SocketIO.Packets;

/// <summary>
/// Reads the text of a packet:
/// <code>TYPE[ATTACHMENTS-][NAMESPACE,][ACKID][JSON]</code>
/// <see href="https://socket.io/docs/v4/socket-io-protocol/#packet-encoding">Socket.IO protocol, packet encoding</see>. Numbers are digits and nothing else.
/// </summary>
internal static class SocketIOPacketReader
{
    /// <summary>Names of the library's own events; a client that sends one is lying.</summary>
    private static readonly byte[][] Reserved =
        ["connect"u8.ToArray(), "connect_error"u8.ToArray(), "disconnect"u8.ToArray(), "disconnecting"u8.ToArray(), "newListener"u8.ToArray(), "removeListener"u8.ToArray()];

    /// <summary>Reads and validates a packet; the packet points into the text.</summary>
    /// <returns>False when it is invalid.</returns>
    public static bool TryRead(ReadOnlyMemory<byte> text, SocketIOPacketLimits limits, out SocketIOPacket packet)
    {
        packet = default;
        if (text.IsEmpty || text.Span[0] - '0' is not (>= 0 and <= (int)SocketIOPacketType.BinaryAck and var type))
        {
            return false;
        }

        var rest = text[1..];
        packet = new SocketIOPacket { Type = (SocketIOPacketType)type };
        return TryReadAttachments(ref rest, limits, ref packet)
            && TryReadNamespace(ref rest, limits, ref packet)
            && TryReadAckId(ref rest, ref packet)
            && TryReadJson(rest, limits, ref packet);
    }

    /// <summary>Whether a name is one of the library's own.</summary>
    public static bool IsReserved(ReadOnlySpan<byte> name)
    {
        foreach (var reserved in Reserved)
        {
            if (name.SequenceEqual(reserved))
            {
                return true;
            }
        }

        return false;
    }

    private static bool TryReadAttachments(ref ReadOnlyMemory<byte> rest, SocketIOPacketLimits limits, ref SocketIOPacket packet)
    {
        if (packet.Type is not (SocketIOPacketType.BinaryEvent or SocketIOPacketType.BinaryAck))
        {
            return true;
        }

        var digits = CountDigits(rest.Span);
        if (digits is 0 or > 9 || digits == rest.Length || rest.Span[digits] != (byte)'-')
        {
            return false;
        }

        Utf8Parser.TryParse(rest.Span[..digits], out int count, out _);
        packet = packet with { Attachments = count };
        rest = rest[(digits + 1)..];
        return count >= 1 && count <= limits.MaxAttachments;
    }

    private static bool TryReadNamespace(ref ReadOnlyMemory<byte> rest, SocketIOPacketLimits limits, ref SocketIOPacket packet)
    {
        if (rest.IsEmpty || rest.Span[0] != (byte)'/')
        {
            return true;
        }

        var end = rest.Span.IndexOf((byte)',');
        var name = end < 0 ? rest : rest[..end];
        packet = packet with { Namespace = name };
        rest = end < 0 ? default : rest[(end + 1)..];
        return name.Length <= limits.MaxNamespaceBytes;
    }

    private static bool TryReadAckId(ref ReadOnlyMemory<byte> rest, ref SocketIOPacket packet)
    {
        var digits = CountDigits(rest.Span);
        if (digits == 0)
        {
            return true;
        }

        var id = rest[..digits];
        rest = rest[digits..];
        while (id.Length > 1 && id.Span[0] == (byte)'0')
        {
            id = id[1..];
        }

        packet = packet with { AckId = id };
        return id.Length <= SocketIOPacket.MaxAckIdDigits && Utf8Parser.TryParse(id.Span, out long value, out _) && value <= SocketIOPacket.MaxAckId;
    }

    private static bool TryReadJson(ReadOnlyMemory<byte> rest, SocketIOPacketLimits limits, ref SocketIOPacket packet)
    {
        packet = packet with { Json = rest };
        if (rest.IsEmpty)
        {
            return true;
        }

        try
        {
            var reader = new Utf8JsonReader(rest.Span, new JsonReaderOptions { MaxDepth = limits.MaxDepth });
            return reader.Read() && IsRight(ref reader, packet.Type, rest.Length, limits) && IsWhole(ref reader);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool IsRight(ref Utf8JsonReader reader, SocketIOPacketType type, int length, SocketIOPacketLimits limits) => type switch
    {
        SocketIOPacketType.Connect => reader.TokenType == JsonTokenType.StartObject && length <= limits.MaxAuthBytes,
        SocketIOPacketType.Event or SocketIOPacketType.BinaryEvent => reader.TokenType == JsonTokenType.StartArray && reader.Read() && IsName(ref reader),
        SocketIOPacketType.Ack or SocketIOPacketType.BinaryAck => reader.TokenType == JsonTokenType.StartArray,
        SocketIOPacketType.ConnectError => reader.TokenType is JsonTokenType.StartObject or JsonTokenType.String,
        _ => false,
    };

    private static bool IsName(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number || (reader.TokenType == JsonTokenType.String && !IsReserved(ref reader));

    private static bool IsReserved(scoped ref Utf8JsonReader name)
    {
        foreach (var reserved in Reserved)
        {
            if (JsonText.IsText(ref name, reserved))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsWhole(ref Utf8JsonReader reader)
    {
        while (reader.Read())
        {
        }

        return true;
    }

    private static int CountDigits(ReadOnlySpan<byte> text)
    {
        var other = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return other < 0 ? text.Length : other;
    }
}
