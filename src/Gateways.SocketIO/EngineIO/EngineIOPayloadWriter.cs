using System.Buffers;
using System.Buffers.Text;
using Gateways.Framing;

namespace Gateways.SocketIO.EngineIO;

/// <summary>
/// Turns frames that were made for a WebSocket into the body of a poll: <code>PACKET[\x1e PACKET]*</code> The header is taken off each, bytes become
/// base64. One encoding of a broadcast so serves clients of both transports, and an upgrade loses nothing.
/// </summary>
internal struct EngineIOPayloadWriter(IBufferWriter<byte> output)
{
    private bool _hasPackets;

    /// <summary>Adds the packets of whole frames. Control frames of the WebSocket mean nothing to a poll and are left out.</summary>
    public void Add(ReadOnlySpan<byte> frames)
    {
        while (frames.Length > 0)
        {
            var (opcode, headerLength, length) = WebSocketFrameWriter.ReadHeader(frames);
            var payload = frames.Slice(headerLength, length);
            frames = frames[(headerLength + length)..];
            if (opcode is not (WebSocketOpcode.Text or WebSocketOpcode.Binary))
            {
                continue;
            }

            if (_hasPackets)
            {
                WriteByte(EngineIOPayload.Separator);
            }

            _hasPackets = true;
            if (opcode == WebSocketOpcode.Text)
            {
                output.Write(payload);
            }
            else
            {
                WriteBinary(output, payload);
            }
        }
    }

    /// <summary><code>b BASE64</code></summary>
    public static void WriteBinary(IBufferWriter<byte> output, ReadOnlySpan<byte> bytes)
    {
        var span = output.GetSpan(1 + Base64.GetMaxEncodedToUtf8Length(bytes.Length));
        span[0] = (byte)EngineIOPacketType.Binary;
        Base64.EncodeToUtf8(bytes, span[1..], out _, out var written);
        output.Advance(1 + written);
    }

    private readonly void WriteByte(byte value)
    {
        output.GetSpan(1)[0] = value;
        output.Advance(1);
    }
}
