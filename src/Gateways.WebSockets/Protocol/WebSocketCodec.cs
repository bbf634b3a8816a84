using System.Buffers;
using Gateways.Framing;
using Gateways.Protocol;

namespace Gateways.WebSockets.Protocol;

/// <summary>
/// Messages as text frames of JSON, frame header included, so that one encoding can be sent to every client as it is. The JSON is NestJS's
/// <c>{"event","data"}</c>; <c>id</c> is this library's own addition, for acks.
/// </summary>
internal sealed class WebSocketCodec(bool bareReturnValues) : IProtocolCodec
{
    /// <summary><code>{"event":NAME[,"data":VALUE][,"id":N]}</code> Several payloads become one array, as NestJS receives them.</summary>
    public void WriteEvent(IBufferWriter<byte> output, in EventFrame frame)
    {
        var isArray = frame.ArgumentCount > 1;
        var length = "{\"event\":}"u8.Length + frame.EventName.Length
            + (frame.ArgumentCount > 0 ? ",\"data\":"u8.Length + frame.Arguments.Length + (isArray ? 2 : 0) : 0)
            + (frame.AckId.IsEmpty ? 0 : ",\"id\":"u8.Length + frame.AckId.Length);
        WebSocketFrameWriter.WriteHeader(output, WebSocketOpcode.Text, length);
        output.Write("{\"event\":"u8);
        output.Write(frame.EventName);
        if (frame.ArgumentCount > 0)
        {
            output.Write(isArray ? ",\"data\":["u8 : ",\"data\":"u8);
            output.Write(frame.Arguments);
            if (isArray)
            {
                output.Write("]"u8);
            }
        }

        if (!frame.AckId.IsEmpty)
        {
            output.Write(",\"id\":"u8);
            output.Write(frame.AckId);
        }

        output.Write("}"u8);
    }

    /// <summary><code>{"id":ID[,"data":VALUE]}</code></summary>
    public void WriteAck(IBufferWriter<byte> output, ReadOnlySpan<byte> ackId, in AckFrame frame) =>
        WriteAnswer(output, ackId, ",\"data\":"u8, frame.Value);

    /// <summary><code>{"id":ID,"error":VALUE}</code></summary>
    public void WriteAckError(IBufferWriter<byte> output, ReadOnlySpan<byte> ackId, ReadOnlySpan<byte> error, string text) =>
        WriteAnswer(output, ackId, ",\"error\":"u8, error);

    /// <summary><code>VALUE</code></summary>
    public bool TryWriteValue(IBufferWriter<byte> output, ReadOnlySpan<byte> value)
    {
        if (bareReturnValues)
        {
            WebSocketFrameWriter.WriteHeader(output, WebSocketOpcode.Text, value.Length);
            output.Write(value);
        }

        return bareReturnValues;
    }

    private static void WriteAnswer(IBufferWriter<byte> output, ReadOnlySpan<byte> ackId, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        var length = "{\"id\":}"u8.Length + ackId.Length + (value.IsEmpty ? 0 : key.Length + value.Length);
        WebSocketFrameWriter.WriteHeader(output, WebSocketOpcode.Text, length);
        output.Write("{\"id\":"u8);
        output.Write(ackId);
        if (!value.IsEmpty)
        {
            output.Write(key);
            output.Write(value);
        }

        output.Write("}"u8);
    }
}
