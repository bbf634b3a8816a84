using System.Text.Json;

namespace RawWs;

/// <summary>Reads <c>{"event","data"}</c> by hand.</summary>
internal static class Dispatch
{
    /// <summary>Finds the event and the raw JSON of its data without copying anything.</summary>
    public static Event Parse(ReadOnlySpan<byte> json, out ReadOnlySpan<byte> data)
    {
        var ev = Event.Unknown;
        data = default;
        var r = new Utf8JsonReader(json);
        r.Read();
        while (r.Read() && r.TokenType == JsonTokenType.PropertyName)
        {
            if (r.ValueTextEquals("event"u8))
            {
                r.Read();
                ev = r.ValueTextEquals("echo"u8) ? Event.Echo : r.ValueTextEquals("join"u8) ? Event.Join : r.ValueTextEquals("broadcast"u8) ? Event.Broadcast : Event.Unknown;
            }
            else if (r.ValueTextEquals("data"u8))
            {
                r.Read();
                int start = (int)r.TokenStartIndex;
                r.Skip();
                data = json[start..(int)r.BytesConsumed];
            }
            else { r.Read(); r.Skip(); }
        }
        return ev;
    }

    public static string? RoomId(ReadOnlySpan<byte> data)
    {
        var r = new Utf8JsonReader(data);
        while (r.Read())
            if (r.TokenType == JsonTokenType.PropertyName && r.ValueTextEquals("roomId"u8)) { r.Read(); return r.GetString(); }
        return null;
    }
}
