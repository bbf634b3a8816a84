using System.Buffers;
using System.Globalization;
using System.Text;
using Gateways.Framing;
using Gateways.Protocol;

namespace Gateways.SocketIO.EngineIO;

/// <summary>Engine.IO packets as WebSocket frames, the one form in which a session's queue holds what is to be sent.</summary>
internal static class EngineIOFrames
{
    public static byte[] Ping { get; } = Text("2");

    public static byte[] Noop { get; } = Text("6");

    public static byte[] Close { get; } = Text("1");

    public static byte[] ProbeAnswer { get; } = Text("3probe");

    /// <summary>A close of the WebSocket without a status.</summary>
    public static byte[] WebSocketClose { get; } = [0x80 | (byte)WebSocketOpcode.Close, 0];

    /// <summary><code>0{"sid":ID,"upgrades":[..],"pingInterval":MS,"pingTimeout":MS,"maxPayload":BYTES}</code></summary>
    public static byte[] Open(string sid, bool mayUpgrade, int maxPayload, EngineIOOptions options) => Text(string.Create(
        CultureInfo.InvariantCulture,
        $$"""0{"sid":"{{sid}}","upgrades":[{{(mayUpgrade ? "\"websocket\"" : "")}}],"pingInterval":{{(long)options.PingInterval.TotalMilliseconds}},"pingTimeout":{{(long)options.PingTimeout.TotalMilliseconds}},"maxPayload":{{maxPayload}}}"""));

    /// <summary><code>4 TEXT</code></summary>
    public static byte[] Message(string text) => Text("4" + text);

    /// <summary>The header of a text packet whose type and data follow.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="length">The bytes of type and data.</param>
    public static void WriteTextHeader(IBufferWriter<byte> output, int length) => WebSocketFrameWriter.WriteHeader(output, WebSocketOpcode.Text, length);

    /// <summary>A message of bytes: a binary frame without a type.</summary>
    public static void WriteBinary(IBufferWriter<byte> output, ReadOnlySpan<byte> bytes)
    {
        WebSocketFrameWriter.WriteHeader(output, WebSocketOpcode.Binary, bytes.Length);
        output.Write(bytes);
    }

    /// <summary>Rewrites binary frames as text, for a client that asked for base64 on every transport.</summary>
    public static void WriteAsText(ScratchWriter output, ReadOnlySpan<byte> frames)
    {
        while (frames.Length > 0)
        {
            var (opcode, headerLength, length) = WebSocketFrameWriter.ReadHeader(frames);
            if (opcode == WebSocketOpcode.Binary)
            {
                using var packet = ScratchWriter.Rent();
                EngineIOPayloadWriter.WriteBinary(packet, frames.Slice(headerLength, length));
                WriteTextHeader(output, packet.WrittenSpan.Length);
                output.WriteBytes(packet.WrittenSpan);
            }
            else
            {
                output.WriteBytes(frames[..(headerLength + length)]);
            }

            frames = frames[(headerLength + length)..];
        }
    }

    private static byte[] Text(string packet)
    {
        var output = new ArrayBufferWriter<byte>();
        WriteTextHeader(output, Encoding.UTF8.GetByteCount(packet));
        Encoding.UTF8.GetBytes(packet, output);
        return output.WrittenSpan.ToArray();
    }
}
