using System.Text;
using Gateways.Protocol;

namespace Gateways.ServerSentEvents.Protocol;

/// <summary>The events of the protocol's own.</summary>
internal static class EventStreamEvents
{
    /// <summary>
    /// <code>[retry: 2147483647 LF] event: disconnect LF data: {"reason":NAME,"message":TEXT,"mayReconnect":BOOL} LF LF</code> The stream ends after it. An EventSource comes back in any case, unless
    /// the page closes it: one that may not is asked to wait as long as a timer of JavaScript can, which is 24 days; more would be no time at all.
    /// </summary>
    public static void WriteDisconnect(ScratchWriter output, CloseReason reason)
    {
        output.WriteBytes(reason.MayReconnect ? default : "retry: 2147483647\n"u8);
        output.WriteBytes("event: disconnect\ndata: "u8);
        var json = output.StartJson();
        json.WriteStartObject();
        json.WriteString("reason"u8, reason.Name);
        json.WriteString("message"u8, reason.Text);
        json.WriteBoolean("mayReconnect"u8, reason.MayReconnect);
        json.WriteEndObject();
        json.Flush();
        output.WriteBytes("\n\n"u8);
    }

    /// <summary>
    /// <code>event: place LF data: null LF id: ID LF LF</code> The place of a client for which there was nothing to hear. It is an event, although nobody listens for it: by the standard an id counts in a
    /// block without data too, but parsers are in use that drop it there (eventsource-parser, and so eventsource 3 and 4).
    /// </summary>
    public static byte[] Place(string id) => Encoding.ASCII.GetBytes($"event: place\ndata: null\nid: {id}\n\n");

    /// <summary>
    /// <code>event: gap LF data: {"message":TEXT} LF [id: ID LF] LF</code> What comes next is not all that came after the last event the client has heard.
    /// </summary>
    public static void WriteGap(ScratchWriter output, string? id)
    {
        output.WriteBytes("event: gap\ndata: {\"message\":\"Some events were missed: what you show may be out of date.\"}\n"u8);
        if (id is not null)
        {
            output.WriteBytes("id: "u8);
            output.WriteBytes(Encoding.ASCII.GetBytes(id));
            output.WriteByte((byte)'\n');
        }

        output.WriteByte((byte)'\n');
    }
}
