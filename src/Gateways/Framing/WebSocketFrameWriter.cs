using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Gateways.Framing;

/// <summary>Writes frames of the server: never masked, never fragmented; RFC 6455, section 5.2.</summary>
public static class WebSocketFrameWriter
{
    /// <summary>A control frame holds 125 bytes, two of which are the code; RFC 6455, sections 5.5 and 5.5.1.</summary>
    private const int MaxReasonBytes = 123;

    /// <summary>Writes the header of a frame whose payload follows.</summary>
    public static void WriteHeader(IBufferWriter<byte> output, WebSocketOpcode opcode, int length)
    {
        var span = output.GetSpan(10);
        span[0] = (byte)(0x80 | (byte)opcode);
        switch (length)
        {
            case < 126:
                span[1] = (byte)length;
                output.Advance(2);
                break;
            case <= ushort.MaxValue:
                span[1] = 126;
                BinaryPrimitives.WriteUInt16BigEndian(span[2..], (ushort)length);
                output.Advance(4);
                break;
            default:
                span[1] = 127;
                BinaryPrimitives.WriteInt64BigEndian(span[2..], length);
                output.Advance(10);
                break;
        }
    }

    /// <summary>Reads back the header of a frame this class wrote.</summary>
    public static (WebSocketOpcode Opcode, int HeaderLength, int Length) ReadHeader(ReadOnlySpan<byte> frame)
    {
        var opcode = (WebSocketOpcode)(frame[0] & 0x0F);
        return frame[1] switch
        {
            126 => (opcode, 4, BinaryPrimitives.ReadUInt16BigEndian(frame[2..])),
            127 => (opcode, 10, (int)BinaryPrimitives.ReadInt64BigEndian(frame[2..])),
            var length => (opcode, 2, length),
        };
    }

    /// <summary>Writes a close frame; section 5.5.1. Codes that must not be on the wire (1005, 1006) become a close without a code.</summary>
    public static void WriteClose(IBufferWriter<byte> output, int code, string reason)
    {
        if (code is 1005 or 1006)
        {
            WriteHeader(output, WebSocketOpcode.Close, 0);
            return;
        }

        Span<byte> text = stackalloc byte[MaxReasonBytes];
        Encoding.UTF8.GetEncoder().Convert(reason, text, flush: true, out _, out var length, out _);
        WriteHeader(output, WebSocketOpcode.Close, length + 2);
        var span = output.GetSpan(length + 2);
        BinaryPrimitives.WriteUInt16BigEndian(span, (ushort)code);
        text[..length].CopyTo(span[2..]);
        output.Advance(length + 2);
    }
}
