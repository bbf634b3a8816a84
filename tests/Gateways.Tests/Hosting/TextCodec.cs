using System.Buffers;
using System.Text;
using Gateways.Protocol;

namespace Gateways.Tests.Hosting;

/// <summary>A wire form for people: one line for each message.</summary>
internal sealed class TextCodec : IProtocolCodec
{
    private int _events;

    /// <summary>How many events it has written.</summary>
    public int Events => Volatile.Read(ref _events);

    public void WriteEvent(IBufferWriter<byte> output, in EventFrame frame)
    {
        Interlocked.Increment(ref _events);
        Write(output, $"event {frame.Namespace} {Text(frame.EventName)} {frame.ArgumentCount}:{Text(frame.Arguments)} #{Text(frame.AckId)}");
    }

    public void WriteAck(IBufferWriter<byte> output, ReadOnlySpan<byte> ackId, in AckFrame frame) => Write(output, $"ack {Text(ackId)} {Text(frame.Value)}");

    public void WriteAckError(IBufferWriter<byte> output, ReadOnlySpan<byte> ackId, ReadOnlySpan<byte> error, string text) =>
        Write(output, $"fail {Text(ackId)} {Text(error)} {text}");

    public bool TryWriteValue(IBufferWriter<byte> output, ReadOnlySpan<byte> value)
    {
        Write(output, $"value {Text(value)}");
        return true;
    }

    private static string Text(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(utf8);

    private static void Write(IBufferWriter<byte> output, string line) => output.Write(Encoding.UTF8.GetBytes(line + "\n"));
}
