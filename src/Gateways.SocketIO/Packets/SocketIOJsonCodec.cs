using System.Buffers;
using System.Buffers.Text;
using System.Text;
using Gateways.Infrastructure;
using Gateways.Protocol;
using Gateways.SocketIO.EngineIO;

namespace Gateways.SocketIO.Packets;

/// <summary>
/// Packets as text: <code>4 TYPE[ATTACHMENTS-][NAMESPACE,][ACKID][JSON]</code> with attachments as binary packets right behind.
/// <see href="https://socket.io/docs/v4/socket-io-protocol/#packet-encoding">Socket.IO protocol, packet encoding</see>
/// </summary>
internal sealed class SocketIOJsonCodec : SocketIOCodec
{
    private SocketIOJsonCodec(bool writesOffsets)
        : base(writesOffsets)
    {
    }

    public static SocketIOJsonCodec Instance { get; } = new(writesOffsets: true);

    public static SocketIOJsonCodec WithoutOffsets { get; } = new(writesOffsets: false);

    private static ReadOnlySpan<byte> PlaceholderStart => "{\"_placeholder\":true,\"num\":"u8;

    public override bool TryRead(ReadOnlyMemory<byte> message, bool isText, SocketIOPacketLimits limits, out SocketIOPacket packet)
    {
        packet = default;
        return isText && SocketIOPacketReader.TryRead(message, limits, out packet);
    }

    /// <summary><code>40[NAMESPACE,]{"sid":ID[,"pid":ID]}</code></summary>
    public override void WriteConnect(IBufferWriter<byte> output, string @namespace, string sid, string? pid) =>
        WriteText(output, pid is null ? $"40{Prefix(@namespace)}{{\"sid\":\"{sid}\"}}" : $"40{Prefix(@namespace)}{{\"sid\":\"{sid}\",\"pid\":\"{pid}\"}}");

    /// <summary><code>44[NAMESPACE,]{"message":TEXT[,"data":VALUE]}</code></summary>
    public override void WriteConnectError(IBufferWriter<byte> output, ReadOnlySpan<byte> @namespace, string message, ReadOnlySpan<byte> data)
    {
        var text = JsonText.Encode(message);
        var isRoot = @namespace.SequenceEqual("/"u8);
        var length = "44{\"message\":}"u8.Length + text.Length + (isRoot ? 0 : @namespace.Length + 1) + (data.IsEmpty ? 0 : ",\"data\":"u8.Length + data.Length);
        EngineIOFrames.WriteTextHeader(output, length);
        output.Write("44"u8);
        if (!isRoot)
        {
            output.Write(@namespace);
            output.Write(","u8);
        }

        output.Write("{\"message\":"u8);
        output.Write(text);
        if (!data.IsEmpty)
        {
            output.Write(",\"data\":"u8);
            output.Write(data);
        }

        output.Write("}"u8);
    }

    /// <summary><code>41[NAMESPACE,]</code></summary>
    public override void WriteDisconnect(IBufferWriter<byte> output, string @namespace) => WriteText(output, "41" + Prefix(@namespace));

    /// <summary><code>42[NAMESPACE,][ACKID][NAME(,VALUE)*]</code> or <code>45 N-[NAMESPACE,][ACKID][NAME(,VALUE)*] BINARY{N}</code></summary>
    public override void WriteEvent(IBufferWriter<byte> output, in EventFrame frame)
    {
        var offset = OffsetOf(frame);
        Span<byte> start = stackalloc byte[16];
        start = start[..WriteStart(start, SocketIOPacketType.Event, frame.Binaries.Length)];
        var hasNamespace = frame.Namespace.Length > 1;
        var length = start.Length + (hasNamespace ? Encoding.UTF8.GetByteCount(frame.Namespace) + 1 : 0) + frame.AckId.Length + 2 + frame.EventName.Length
            + (frame.ArgumentCount > 0 ? 1 + LengthOf(frame.Arguments, frame.Binaries) : 0)
            + (offset.IsEmpty ? 0 : 3 + offset.Length);
        EngineIOFrames.WriteTextHeader(output, length);
        output.Write(start);
        if (hasNamespace)
        {
            Encoding.UTF8.GetBytes(frame.Namespace, output);
            output.Write(","u8);
        }

        output.Write(frame.AckId);
        output.Write("["u8);
        output.Write(frame.EventName);
        if (frame.ArgumentCount > 0)
        {
            output.Write(","u8);
            WriteValues(output, frame.Arguments, frame.Binaries);
        }

        if (!offset.IsEmpty)
        {
            output.Write(",\""u8);
            output.Write(offset);
            output.Write("\""u8);
        }

        output.Write("]"u8);
        WriteAttachments(output, frame.Arguments, frame.Binaries);
    }

    /// <summary><code>43[NAMESPACE,]ACKID[VALUE*]</code> or <code>46 N-[NAMESPACE,]ACKID[VALUE*] BINARY{N}</code></summary>
    public override void WriteAck(IBufferWriter<byte> output, ReadOnlySpan<byte> ackId, in AckFrame frame)
    {
        Span<byte> start = stackalloc byte[16];
        start = start[..WriteStart(start, SocketIOPacketType.Ack, frame.Binaries.Length)];
        var brackets = frame.IsArguments ? 0 : 2;
        EngineIOFrames.WriteTextHeader(output, start.Length + ackId.Length + brackets + LengthOf(frame.Value, frame.Binaries));
        output.Write(start);
        output.Write(ackId);
        output.Write(frame.IsArguments ? default : "["u8);
        WriteValues(output, frame.Value, frame.Binaries);
        output.Write(frame.IsArguments ? default : "]"u8);
        WriteAttachments(output, frame.Value, frame.Binaries);
    }

    private static string Prefix(string @namespace) => @namespace.Length > 1 ? @namespace + "," : "";

    /// <summary>The type of the packet, which is another when it has attachments, and their number.</summary>
    private static int WriteStart(Span<byte> start, SocketIOPacketType type, int attachments)
    {
        start[0] = (byte)EngineIOPacketType.Message;
        if (attachments == 0)
        {
            start[1] = (byte)('0' + (int)type);
            return 2;
        }

        start[1] = (byte)('0' + (int)type + (SocketIOPacketType.BinaryEvent - SocketIOPacketType.Event));
        Utf8Formatter.TryFormat(attachments, start[2..], out var digits);
        start[2 + digits] = (byte)'-';
        return digits + 3;
    }

    private static int LengthOf(ReadOnlySpan<byte> json, ReadOnlySpan<BinaryPlace> binaries)
    {
        var length = json.Length;
        for (var i = 0; i < binaries.Length; i++)
        {
            length += PlaceholderStart.Length + Digits(i) + 1 - binaries[i].Length;
        }

        return length;
    }

    private static void WriteValues(IBufferWriter<byte> output, ReadOnlySpan<byte> json, ReadOnlySpan<BinaryPlace> binaries)
    {
        var copied = 0;
        for (var i = 0; i < binaries.Length; i++)
        {
            output.Write(json[copied..binaries[i].Start]);
            output.Write(PlaceholderStart);
            var span = output.GetSpan(12);
            Utf8Formatter.TryFormat(i, span, out var digits);
            span[digits] = (byte)'}';
            output.Advance(digits + 1);
            copied = binaries[i].Start + binaries[i].Length;
        }

        output.Write(json[copied..]);
    }

    private static void WriteAttachments(IBufferWriter<byte> output, ReadOnlySpan<byte> json, ReadOnlySpan<BinaryPlace> binaries)
    {
        foreach (var place in binaries)
        {
            var text = json.Slice(place.Start + 1, place.Length - 2);
            var length = Base64.GetMaxDecodedFromUtf8Length(text.Length) - (text.EndsWith("=="u8) ? 2 : text.EndsWith("="u8) ? 1 : 0);
            Framing.WebSocketFrameWriter.WriteHeader(output, Framing.WebSocketOpcode.Binary, length);
            Base64.DecodeFromUtf8(text, output.GetSpan(length), out _, out var written);
            output.Advance(written);
        }
    }

    private static int Digits(int number)
    {
        var digits = 1;
        for (; number >= 10; number /= 10)
        {
            digits++;
        }

        return digits;
    }

    private static void WriteText(IBufferWriter<byte> output, string packet)
    {
        EngineIOFrames.WriteTextHeader(output, Encoding.UTF8.GetByteCount(packet));
        Encoding.UTF8.GetBytes(packet, output);
    }
}
