using System.Buffers;
using Gateways.Protocol;

namespace Gateways.ServerSentEvents.Protocol;

/// <summary>
/// Events as blocks of an event stream: <code>event: NAME LF data: JSON LF [id: OFFSET LF] LF</code> Whatever names and payloads hold, a block has these lines and no other.
/// <see href="https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream">HTML, parsing an event stream</see>
/// </summary>
/// <param name="writesIds">Whether clients may come back with the id of the last event they have heard.</param>
internal sealed class EventStreamCodec(bool writesIds) : IProtocolCodec
{
    /// <summary>
    /// <code>event: NAME LF data: VALUE LF [id: OFFSET LF] LF</code> Several payloads become one array, none is null: a block without data is no event to an EventSource. The id is last, so that a
    /// client which takes it before the block is complete has all but lost nothing.
    /// </summary>
    public void WriteEvent(IBufferWriter<byte> output, in EventFrame frame)
    {
        output.Write("event: "u8);
        EventStreamText.WriteName(output, frame.EventName);
        output.Write("\ndata: "u8);
        if (frame.ArgumentCount == 0)
        {
            output.Write("null"u8);
        }
        else
        {
            output.Write(frame.ArgumentCount > 1 ? "["u8 : default);
            EventStreamText.WriteJson(output, frame.Arguments);
            output.Write(frame.ArgumentCount > 1 ? "]"u8 : default);
        }

        if (writesIds && !frame.Offset.IsEmpty)
        {
            output.Write("\nid: "u8);
            output.Write(frame.Offset);
        }

        output.Write("\n\n"u8);
    }

    public void WriteAck(IBufferWriter<byte> output, ReadOnlySpan<byte> ackId, in AckFrame frame) => throw AsksNothing();

    public void WriteAckError(IBufferWriter<byte> output, ReadOnlySpan<byte> ackId, ReadOnlySpan<byte> error, string text) => throw AsksNothing();

    public bool TryWriteValue(IBufferWriter<byte> output, ReadOnlySpan<byte> value) => false;

    private static NotSupportedException AsksNothing() => new("A client that only listens asks for nothing.");
}
