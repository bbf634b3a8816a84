using System.Buffers;
using Gateways.Protocol;

namespace Gateways.Tests.Connections;

/// <summary>A wire form easy to read in tests; counts how often it encodes.</summary>
internal sealed class LineCodec : IProtocolCodec
{
    public int Encoded { get; private set; }

    public void WriteEvent(IBufferWriter<byte> output, in EventFrame frame)
    {
        Encoded++;
        output.Write(frame.EventName);
        output.Write(frame.Arguments);
        output.Write(frame.AckId);
    }

    public void WriteAck(IBufferWriter<byte> output, ReadOnlySpan<byte> ackId, in AckFrame frame) => output.Write(frame.Value);

    public void WriteAckError(IBufferWriter<byte> output, ReadOnlySpan<byte> ackId, ReadOnlySpan<byte> error, string text) => output.Write(error);

    public bool TryWriteValue(IBufferWriter<byte> output, ReadOnlySpan<byte> value) => false;
}
