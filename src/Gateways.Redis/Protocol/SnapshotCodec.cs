using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Gateways.Infrastructure;

namespace Gateways.Redis.Protocol;

/// <summary>One client that was fetched: <c>{id, handshake, rooms, data}</c>, with <c>client</c> for what Node does not have.</summary>
internal static class SnapshotCodec
{
    /// <summary>How JavaScript writes a date, in UTC: <c>Sun Nov 22 2026 21:05:11 GMT+0000 (Coordinated Universal Time)</c>.</summary>
    private const string DateFormat = "ddd MMM dd yyyy HH:mm:ss 'GMT+0000 (Coordinated Universal Time)'";

    /// <param name="json">Where to.</param>
    /// <param name="client">The client.</param>
    /// <param name="withDetails">Whether there is room for its data and its handshake.</param>
    public static void Write(Utf8JsonWriter json, ClientSnapshot client, bool withDetails)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, client.Id);
        HandshakeCodec.Write(json, withDetails ? client.Handshake : HandshakeSnapshot.Unknown, client.ConnectedAt, client.ConnectedAt.UtcDateTime.ToString(DateFormat, CultureInfo.InvariantCulture));

        // In Node every socket is in the room of its own id.
        WireJson.WriteNames(json, "rooms", [client.Id, .. client.Rooms]);
        json.WritePropertyName("data"u8);
        json.WriteRawValue((withDetails ? client.Data : ClientDataSnapshot.Empty).Json.Span, skipInputValidation: true);
        json.WriteStartObject("client"u8);
        json.WriteString("user"u8, client.UserIdentifier);
        json.WriteNumber("transport"u8, (int)client.Transport);
        json.WriteNumber("connectedAt"u8, client.ConnectedAt.UtcTicks);
        if (!withDetails || client.Data.IsTruncated)
        {
            json.WriteBoolean("truncated"u8, true);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <returns>Null when it has no id: then it is no client.</returns>
    public static ClientSnapshot? Read(JsonElement socket, GatewayJson contracts)
    {
        if (WireJson.Text(socket, "id"u8) is not { } id)
        {
            return null;
        }

        var own = WireJson.TryFind(socket, "client"u8, out var value) && value.ValueKind == JsonValueKind.Object ? value : default;
        var isOurs = own.ValueKind == JsonValueKind.Object;
        var transport = isOurs ? (GatewayTransports)WireJson.Number(own, "transport"u8) : GatewayTransports.SocketIO;
        var issued = HandshakeCodec.ReadIssued(socket);
        var connectedAt = isOurs ? new DateTimeOffset(Math.Clamp(WireJson.Number(own, "connectedAt"u8), 0, DateTimeOffset.MaxValue.UtcTicks), TimeSpan.Zero) : issued;
        return new ClientSnapshot(id, isOurs ? WireJson.Text(own, "user"u8) : null, transport, ReadRooms(socket, id), connectedAt)
        {
            Data = ReadData(socket, contracts, isOurs && WireJson.TryFind(own, "truncated"u8, out var truncated) && truncated.ValueKind == JsonValueKind.True),
            Handshake = HandshakeCodec.Read(socket, connectedAt, transport),
        };
    }

    /// <summary>A room that cannot be read does not take its client away from who asks. JavaScript takes numbers for names too.</summary>
    private static string[] ReadRooms(JsonElement socket, string id) => WireJson.TryFind(socket, "rooms"u8, out var rooms) && rooms.ValueKind == JsonValueKind.Array
        ? [.. rooms.EnumerateArray().Select(static room => room.ValueKind == JsonValueKind.Number ? room.GetRawText() : WireJson.Text(room)).OfType<string>().Where(room => room != id)]
        : [];

    /// <summary>Key by key: what is too large or too deep for this server is left out, and the rest is good.</summary>
    private static ClientDataSnapshot ReadData(JsonElement socket, GatewayJson contracts, bool isTruncated)
    {
        var builder = new ClientDataBuilder(contracts) { IsTruncated = isTruncated };
        if (WireJson.TryFind(socket, "data"u8, out var data) && data.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in data.EnumerateObject())
            {
                _ = builder.TryAdd(JsonMarshal.GetRawUtf8PropertyName(property), JsonMarshal.GetRawUtf8Value(property.Value));
            }
        }

        return builder.Build();
    }
}
