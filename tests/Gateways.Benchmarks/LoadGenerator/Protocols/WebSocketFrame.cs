using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Gateways.Benchmarks.LoadGenerator;

/// <summary>RFC 6455 framing, client side: masked frames out, unmasked frames in. Grammar: section 5.2 of the RFC.</summary>
internal readonly record struct WebSocketFrame(int Opcode, bool IsFinal, int HeaderLength, int PayloadLength)
{
    public const int Text = 1;
    public const int Close = 8;
    public const int Ping = 9;
    public const int Pong = 10;

    // Not zero: some servers skip the unmasking then, and real clients never send zero.
    private static ReadOnlySpan<byte> Mask => [0x37, 0xA1, 0x5C, 0xE9];

    public int Length => HeaderLength + PayloadLength;

    /// <summary>One complete masked frame.</summary>
    public static byte[] Encode(ReadOnlySpan<byte> payload, int opcode = Text)
    {
        int head = payload.Length < 126 ? 2 : payload.Length <= ushort.MaxValue ? 4 : 10;
        byte[] frame = new byte[head + 4 + payload.Length];
        frame[0] = (byte)(0x80 | opcode);
        switch (head)
        {
            case 2:
                frame[1] = (byte)(0x80 | payload.Length);
                break;
            case 4:
                frame[1] = 0x80 | 126;
                BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(2), (ushort)payload.Length);
                break;
            default:
                frame[1] = 0x80 | 127;
                BinaryPrimitives.WriteUInt64BigEndian(frame.AsSpan(2), (ulong)payload.Length);
                break;
        }

        Mask.CopyTo(frame.AsSpan(head));
        Span<byte> masked = frame.AsSpan(head + 4);
        for (int i = 0; i < payload.Length; i++)
        {
            masked[i] = (byte)(payload[i] ^ Mask[i & 3]);
        }

        return frame;
    }

    /// <summary>Reads the frame at the start of the data. False when not all of it has arrived.</summary>
    /// <exception cref="IOException">The frame is masked, or longer than <paramref name="limit"/>.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead(ReadOnlySpan<byte> data, int limit, out WebSocketFrame frame)
    {
        frame = default;
        if (data.Length < 2)
        {
            return false;
        }

        int length = data[1], head = 2;
        if (length >= 126)
        {
            if (length > 127)
            {
                throw new IOException("the server masked a frame");
            }

            head = length == 126 ? 4 : 10;
            if (data.Length < head)
            {
                return false;
            }

            ulong extended = head == 4 ? BinaryPrimitives.ReadUInt16BigEndian(data[2..]) : BinaryPrimitives.ReadUInt64BigEndian(data[2..]);
            if (extended > (ulong)limit)
            {
                throw new IOException($"a frame of {extended} bytes");
            }

            length = (int)extended;
        }

        frame = new WebSocketFrame(data[0] & 15, (data[0] & 0x80) != 0, head, length);
        return data.Length >= head + length;
    }
}
