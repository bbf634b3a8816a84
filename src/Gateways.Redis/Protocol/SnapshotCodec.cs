using System.Globalization;
using System.Text.Json;

namespace Gateways.Redis.Protocol;

/// <summary>One client that was fetched: <c>{id, handshake, rooms, data}</c>, with <c>client</c> for what Node does not have.</summary>
internal static class SnapshotCodec
{
    public static void Write(Utf8JsonWriter json, ClientSnapshot client)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, client.Id);
        json.WriteStartObject("handshake"u8);
        json.WriteStartObject("headers"u8);
        json.WriteEndObject();
        json.WriteString("time"u8, client.ConnectedAt.UtcDateTime.ToString("R", CultureInfo.InvariantCulture));
        json.WriteString("address"u8, "");
        json.WriteBoolean("xdomain"u8, false);
        json.WriteBoolean("secure"u8, false);
        json.WriteNumber("issued"u8, client.ConnectedAt.ToUnixTimeMilliseconds());
        json.WriteString("url"u8, "");
        json.WriteStartObject("query"u8);
        json.WriteEndObject();
        json.WriteStartObject("auth"u8);
        json.WriteEndObject();
        json.WriteEndObject();

        // In Node every socket is in the room of its own id.
        WireJson.WriteNames(json, "rooms", [client.Id, .. client.Rooms]);
        json.WriteStartObject("data"u8);
        json.WriteEndObject();
        json.WriteStartObject("client"u8);
        json.WriteString("user"u8, client.UserIdentifier);
        json.WriteNumber("transport"u8, (int)client.Transport);
        json.WriteNumber("connectedAt"u8, client.ConnectedAt.UtcTicks);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public static ClientSnapshot? Read(JsonElement socket)
    {
        if (WireJson.Text(socket, "id"u8) is not { } id)
        {
            return null;
        }

        string[] rooms = [.. WireJson.Names(socket, "rooms"u8).Where(room => room != id)];
        if (!socket.TryGetProperty("client"u8, out var own) || own.ValueKind != JsonValueKind.Object)
        {
            var issued = socket.TryGetProperty("handshake"u8, out var handshake) && handshake.ValueKind == JsonValueKind.Object ? WireJson.Number(handshake, "issued"u8) : 0;
            return new ClientSnapshot(id, null, GatewayTransports.SocketIO, rooms, DateTimeOffset.UnixEpoch.AddMilliseconds(Math.Clamp(issued, 0, DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())));
        }

        var ticks = Math.Clamp(WireJson.Number(own, "connectedAt"u8), 0, DateTimeOffset.MaxValue.UtcTicks);
        return new ClientSnapshot(id, WireJson.Text(own, "user"u8), (GatewayTransports)WireJson.Number(own, "transport"u8), rooms, new DateTimeOffset(ticks, TimeSpan.Zero));
    }
}
