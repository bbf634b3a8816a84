using System.Buffers.Binary;
using Gateways.Protocol;

namespace Gateways.Framing;

/// <summary>The header of one frame from a client; RFC 6455, section 5.2.</summary>
internal readonly record struct WebSocketFrameHeader(WebSocketOpcode Opcode, bool IsFinal, uint Mask, int HeaderLength, int PayloadLength)
{
    /// <summary>Whether it is a close, ping or pong, which may come between the frames of a message.</summary>
    public bool IsControl => Opcode >= WebSocketOpcode.Close;

    /// <summary>
    /// <code>
    /// FIN RSV1-3 opcode | MASK length(7) | [length(16) | length(64)] | masking key(32)
    /// </code>
    /// What is wrong is refused as soon as it can be seen, so that nobody waits for the rest of a frame that will not be taken.
    /// </summary>
    /// <param name="buffer">What has arrived.</param>
    /// <param name="maxPayload">The largest message, fragments before this one taken off.</param>
    /// <param name="header">The header, when it is whole.</param>
    /// <returns>False when more bytes are needed.</returns>
    /// <exception cref="ProtocolException">The frame breaks the rules, or is too big.</exception>
    public static bool TryRead(ReadOnlySpan<byte> buffer, int maxPayload, out WebSocketFrameHeader header)
    {
        header = default;
        if (buffer.Length < 2)
        {
            return false;
        }

        var (first, second) = (buffer[0], buffer[1]);
        var opcode = (WebSocketOpcode)(first & 0x0F);
        var isFinal = (first & 0x80) != 0;
        Check(first, second, opcode, isFinal);

        var (lengthBytes, length) = (0, second & 0x7FL);
        switch (length)
        {
            case 126 when buffer.Length < 4:
            case 127 when buffer.Length < 10:
                return false;
            case 126:
                (lengthBytes, length) = (2, BinaryPrimitives.ReadUInt16BigEndian(buffer[2..]));
                Require(length >= 126, "length not in its shortest form");
                break;
            case 127:
                (lengthBytes, length) = (8, BinaryPrimitives.ReadInt64BigEndian(buffer[2..]));
                Require(length >= 0, "length with the highest bit set");
                Require(length > ushort.MaxValue, "length not in its shortest form");
                break;
        }

        if (opcode < WebSocketOpcode.Close && length > maxPayload)
        {
            throw new ProtocolException(CloseReason.MessageTooBig, "message above the limit");
        }

        var headerLength = 2 + lengthBytes + 4;
        if (buffer.Length < headerLength)
        {
            return false;
        }

        header = new(opcode, isFinal, BinaryPrimitives.ReadUInt32LittleEndian(buffer[(headerLength - 4)..]), headerLength, (int)length);
        return true;
    }

    private static void Check(byte first, byte second, WebSocketOpcode opcode, bool isFinal)
    {
        Require((first & 0x70) == 0, "reserved bit set");
        Require(opcode is <= WebSocketOpcode.Binary or (>= WebSocketOpcode.Close and <= WebSocketOpcode.Pong), "reserved opcode");
        Require((second & 0x80) != 0, "frame without a mask");
        if (opcode >= WebSocketOpcode.Close)
        {
            Require(isFinal, "fragmented control frame");
            Require((second & 0x7F) <= 125, "control frame above 125 bytes");
        }
    }

    private static void Require(bool condition, string broken)
    {
        if (!condition)
        {
            throw new ProtocolException(CloseReason.ProtocolError, broken);
        }
    }
}
