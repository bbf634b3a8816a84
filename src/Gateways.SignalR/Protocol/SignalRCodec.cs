using System.Buffers;
using Gateways.Protocol;

namespace Gateways.SignalR.Protocol;

/// <summary>Messages as records of SignalR's JSON hub protocol, the bytes its own JSON protocol would write.</summary>
internal sealed class SignalRCodec : IProtocolCodec
{
    /// <summary>Ends each message; hub protocol, "JSON Encoding".</summary>
    public const byte RecordSeparator = 0x1e;

    public static SignalRCodec Instance { get; } = new();

    /// <summary><code>{"type":1[,"invocationId":"sN"],"target":NAME,"arguments":[..]}RS</code></summary>
    public void WriteEvent(IBufferWriter<byte> output, in EventFrame frame)
    {
        output.Write("{\"type\":1"u8);
        if (!frame.AckId.IsEmpty)
        {
            output.Write(",\"invocationId\":\"s"u8);
            output.Write(frame.AckId);
            output.Write("\""u8);
        }

        output.Write(",\"target\":"u8);
        output.Write(frame.EventName);
        output.Write(",\"arguments\":["u8);
        output.Write(frame.Arguments);
        output.Write("]}\u001e"u8);
    }

    /// <summary><code>{"type":3,"invocationId":ID[,"result":VALUE]}RS</code></summary>
    public void WriteAck(IBufferWriter<byte> output, ReadOnlySpan<byte> ackId, in AckFrame frame)
    {
        output.Write("{\"type\":3,\"invocationId\":"u8);
        output.Write(ackId);
        if (!frame.Value.IsEmpty)
        {
            output.Write(",\"result\":"u8);
            output.Write(frame.Value);
        }

        output.Write("}\u001e"u8);
    }

    /// <summary><code>{"type":3,"invocationId":ID,"error":TEXT}RS</code> SignalR's errors are text; the whole payload goes out as the event <c>exception</c>.</summary>
    public void WriteAckError(IBufferWriter<byte> output, ReadOnlySpan<byte> ackId, ReadOnlySpan<byte> error, string text)
    {
        output.Write("{\"type\":3,\"invocationId\":"u8);
        output.Write(ackId);
        output.Write(",\"error\":"u8);
        WriteText(output, text);
        output.Write("}\u001e"u8);
    }

    /// <summary><code>{"type":2,"invocationId":ID,"item":VALUE}RS</code></summary>
    public void WriteStreamItem(IBufferWriter<byte> output, ReadOnlySpan<byte> ackId, ReadOnlySpan<byte> value)
    {
        output.Write("{\"type\":2,\"invocationId\":"u8);
        output.Write(ackId);
        output.Write(",\"item\":"u8);
        output.Write(value);
        output.Write("}\u001e"u8);
    }

    /// <summary>SignalR has no place for a value nobody asked for.</summary>
    public bool TryWriteValue(IBufferWriter<byte> output, ReadOnlySpan<byte> value) => false;

    /// <summary><code>{"type":7[,"error":TEXT][,"allowReconnect":true]}RS</code></summary>
    public static void WriteClose(IBufferWriter<byte> output, CloseReason reason)
    {
        output.Write("{\"type\":7"u8);
        if (reason.Text.Length > 0)
        {
            output.Write(",\"error\":"u8);
            WriteText(output, reason.Text);
        }

        output.Write(reason.MayReconnect ? ",\"allowReconnect\":true}\u001e"u8 : "}\u001e"u8);
    }

    private static void WriteText(IBufferWriter<byte> output, string text) => output.Write(JsonText.Encode(text));
}
