using Gateways.Protocol;

namespace Gateways.ServerSentEvents.Protocol;

/// <summary>The events of the protocol's own.</summary>
internal static class EventStreamEvents
{
    /// <summary>
    /// <code>event: disconnect LF data: {"reason":NAME,"message":TEXT,"mayReconnect":BOOL} LF LF</code> The stream ends after it. An EventSource comes back in any case, unless the page closes it.
    /// </summary>
    public static void WriteDisconnect(ScratchWriter output, CloseReason reason)
    {
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
    /// <code>event: gap LF data: {"message":TEXT} LF [id: ID LF] LF</code> What comes next is not all that came after the last event the client has heard.
    /// </summary>
    public static void WriteGap(ScratchWriter output, string? id)
    {
        output.WriteBytes("event: gap\ndata: {\"message\":\"Some events were missed: what you show may be out of date.\"}\n"u8);
        if (id is not null)
        {
            output.WriteBytes("id: "u8);
            output.WriteBytes(System.Text.Encoding.ASCII.GetBytes(id));
            output.WriteByte((byte)'\n');
        }

        output.WriteByte((byte)'\n');
    }
}
