using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Gateways.Adapters;
using Gateways.Msgpack;
using Gateways.Protocol;

namespace Gateways.Redis.Protocol;

/// <summary>Responses between servers: JSON objects, but for one client's ack, which is MessagePack.</summary>
internal static class ClusterResponseCodec
{
    /// <summary><c>{requestId, sockets:[id]}</c>, or the same with <c>rooms</c>.</summary>
    public static byte[] EncodeNames(string requestId, string property, IEnumerable<string> names)
    {
        using var scratch = ScratchWriter.Rent();
        var json = Start(scratch, requestId, null);
        WireJson.WriteNames(json, property, names);
        return End(scratch, json);
    }

    /// <summary><c>{requestId, sockets:[{id, handshake, rooms, data}]}</c>, with <c>client</c> for what Node does not have.</summary>
    public static byte[] EncodeClients(string requestId, IReadOnlyList<ClientSnapshot> clients)
    {
        using var scratch = ScratchWriter.Rent();
        var json = Start(scratch, requestId, null);
        json.WriteStartArray("sockets"u8);
        foreach (var client in clients)
        {
            WriteClient(json, client);
        }

        json.WriteEndArray();
        return End(scratch, json);
    }

    /// <summary><c>{type:8, requestId, clientCount}</c>, with the ids.</summary>
    public static byte[] EncodeClientCount(string requestId, IReadOnlyList<IAdapterClient> clients)
    {
        using var scratch = ScratchWriter.Rent();
        var json = Start(scratch, requestId, ClusterMessageType.ClientCount);
        json.WriteNumber("clientCount"u8, clients.Count);
        WireJson.WriteNames(json, "clientIds", clients.Select(static client => client.Id));
        return End(scratch, json);
    }

    /// <summary><c>{type:6, requestId, data}</c>.</summary>
    public static byte[] EncodeServerSideReply(string requestId, ReadOnlySpan<byte> value)
    {
        using var scratch = ScratchWriter.Rent();
        var json = Start(scratch, requestId, ClusterMessageType.ServerSideEmit);
        if (!value.IsEmpty)
        {
            json.WritePropertyName("data"u8);
            json.WriteRawValue(value, skipInputValidation: true);
        }

        return End(scratch, json);
    }

    /// <summary><c>{type:9, requestId, packet}</c>, with whose ack it is and how it went, and with all values where they are more than the one that Node knows.</summary>
    public static byte[] EncodeAck(string requestId, string clientId, AckOutcome outcome, ReadOnlySpan<byte> body, MessageArguments? arguments = null)
    {
        using var scratch = ScratchWriter.Rent();
        var msgpack = new MsgpackWriter(scratch);
        msgpack.WriteMapHeader(arguments is null ? 5 : 6);
        msgpack.WriteText("type"u8);
        msgpack.WriteInteger((int)ClusterMessageType.Ack);
        msgpack.WriteText("requestId"u8);
        msgpack.WriteText(requestId);
        msgpack.WriteText("packet"u8);
        if (body.IsEmpty)
        {
            msgpack.WriteNil();
        }
        else
        {
            JsonToMsgpack.WriteValue(scratch, body);
        }

        msgpack.WriteText("clientId"u8);
        msgpack.WriteText(clientId);
        msgpack.WriteText("outcome"u8);
        msgpack.WriteInteger((int)outcome);
        if (arguments is not null)
        {
            msgpack.WriteText("arguments"u8);
            JsonToMsgpack.WriteValue(scratch, arguments.Json.Span, arguments.Binaries, MsgpackToJson.DefaultMaxDepth + 1);
        }

        return scratch.WrittenSpan.ToArray();
    }

    public static bool TryDecode(ReadOnlyMemory<byte> payload, out ClusterResponse response)
    {
        response = new ClusterResponse("");
        if (payload.IsEmpty)
        {
            return false;
        }

        if (payload.Span[0] != (byte)'{')
        {
            return TryDecodeAck(payload.Span, ref response);
        }

        try
        {
            using var document = JsonDocument.Parse(payload, WireJson.Options);
            return TryRead(document.RootElement, ref response);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static Utf8JsonWriter Start(ScratchWriter scratch, string requestId, ClusterMessageType? type)
    {
        var json = scratch.StartJson();
        json.WriteStartObject();
        if (type is { } known)
        {
            json.WriteNumber("type"u8, (int)known);
        }

        json.WriteString("requestId"u8, requestId);
        return json;
    }

    private static byte[] End(ScratchWriter scratch, Utf8JsonWriter json)
    {
        json.WriteEndObject();
        json.Flush();
        return scratch.WrittenSpan.ToArray();
    }

    private static void WriteClient(Utf8JsonWriter json, ClientSnapshot client)
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

    private static bool TryRead(JsonElement root, ref ClusterResponse response)
    {
        if (WireJson.Text(root, "requestId"u8) is not { } requestId)
        {
            return false;
        }

        response = new ClusterResponse(requestId);
        var type = root.TryGetProperty("type"u8, out var value) && value.TryGetInt32(out var number) ? (ClusterMessageType)number : ClusterMessageType.Fetch;
        switch (type)
        {
            case ClusterMessageType.ServerSideEmit:
                response = response with { Type = type, Body = root.TryGetProperty("data"u8, out var data) ? JsonMarshal.GetRawUtf8Value(data).ToArray() : [] };
                return true;
            case ClusterMessageType.ClientCount:
                return TryReadCount(root, ref response);
            default:
                return TryReadClients(root, ref response);
        }
    }

    private static bool TryReadCount(JsonElement root, ref ClusterResponse response)
    {
        if (!root.TryGetProperty("clientCount"u8, out var count) || !count.TryGetInt32(out var clients) || clients < 0)
        {
            return false;
        }

        string[] ids = root.TryGetProperty("clientIds"u8, out var names) && names.ValueKind == JsonValueKind.Array ? [.. names.EnumerateArray().Select(static id => id.GetString() ?? "")] : [];
        response = response with { Type = ClusterMessageType.ClientCount, ClientCount = clients, ClientIds = ids };
        return ids.Length == 0 || ids.Length == clients;
    }

    private static bool TryReadClients(JsonElement root, ref ClusterResponse response)
    {
        var clients = new List<ClientSnapshot>();
        if (root.TryGetProperty("sockets"u8, out var sockets))
        {
            if (sockets.ValueKind != JsonValueKind.Array)
            {
                return false;
            }

            foreach (var socket in sockets.EnumerateArray())
            {
                if (socket.ValueKind == JsonValueKind.Object && ReadClient(socket) is { } client)
                {
                    clients.Add(client);
                }
            }
        }

        response = response with { Clients = clients };
        return true;
    }

    private static ClientSnapshot? ReadClient(JsonElement socket)
    {
        if (WireJson.Text(socket, "id"u8) is not { } id)
        {
            return null;
        }

        string[] rooms = [.. WireJson.Names(socket, "rooms"u8).Where(room => room != id)];
        if (!socket.TryGetProperty("client"u8, out var own) || own.ValueKind != JsonValueKind.Object)
        {
            var issued = socket.TryGetProperty("handshake"u8, out var handshake) && handshake.ValueKind == JsonValueKind.Object ? WireJson.Number(handshake, "issued"u8) : 0;
            return new ClientSnapshot(id, null, GatewayTransports.SocketIO, rooms, DateTimeOffset.UnixEpoch.AddMilliseconds(Math.Clamp(issued, 0, 253402300799999)));
        }

        var ticks = Math.Clamp(WireJson.Number(own, "connectedAt"u8), 0, DateTimeOffset.MaxValue.UtcTicks);
        return new ClientSnapshot(id, WireJson.Text(own, "user"u8), (GatewayTransports)WireJson.Number(own, "transport"u8), rooms, new DateTimeOffset(ticks, TimeSpan.Zero));
    }

    private static bool TryDecodeAck(ReadOnlySpan<byte> payload, ref ClusterResponse response)
    {
        var input = new MsgpackReader(payload);
        var type = -1L;
        if (!input.TryReadMap(out var keys))
        {
            return false;
        }

        for (var i = 0; i < keys; i++)
        {
            if (!input.TryReadText(out var key))
            {
                return false;
            }

            bool read;
            if (key.SequenceEqual("type"u8))
            {
                read = input.Read() == MsgpackKind.Unsigned;
                type = input.Number;
            }
            else if (key.SequenceEqual("requestId"u8))
            {
                read = PacketCodec.TryReadText(ref input, out var requestId);
                response = response with { RequestId = requestId };
            }
            else if (key.SequenceEqual("clientId"u8))
            {
                read = PacketCodec.TryReadText(ref input, out var clientId);
                response = response with { ClientId = clientId };
            }
            else if (key.SequenceEqual("outcome"u8))
            {
                read = input.Read() == MsgpackKind.Unsigned && input.Number is >= 0 and <= (long)AckOutcome.Failed;
                response = response with { Outcome = (AckOutcome)input.Number };
            }
            else if (key.SequenceEqual("arguments"u8))
            {
                using var scratch = ScratchWriter.Rent();
                read = MsgpackToJson.TryWriteValue(ref input, scratch, MsgpackToJson.DefaultMaxDepth + 1) && scratch.WrittenSpan[0] == (byte)'[';
                response = response with { Arguments = read ? new MessageArguments(scratch.WrittenSpan, scratch.Binaries) : null };
            }
            else if (key.SequenceEqual("packet"u8))
            {
                using var scratch = ScratchWriter.Rent();
                read = MsgpackToJson.TryWriteValue(ref input, scratch);
                response = response with { Body = scratch.WrittenSpan.ToArray() };
            }
            else
            {
                read = input.TrySkip();
            }

            if (!read)
            {
                return false;
            }
        }

        response = response with { Type = ClusterMessageType.Ack };
        return type == (long)ClusterMessageType.Ack && response.RequestId.Length > 0;
    }
}
