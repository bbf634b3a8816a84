using System.Runtime.InteropServices;
using System.Text.Json;
using Gateways.Adapters;
using Gateways.Infrastructure;
using Gateways.Protocol;

namespace Gateways.Redis.Protocol;

/// <summary>Responses between servers: JSON objects, but for one client's ack, which is MessagePack (<see cref="AckCodec"/>). Told apart by the first byte.</summary>
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
    /// <param name="requestId">The request.</param>
    /// <param name="clients">The clients: all of them are told, for who asks counts on it.</param>
    /// <param name="maxDetailBytes">How long the answer may have become for the next client's data and handshake to be told as well.</param>
    public static byte[] EncodeClients(string requestId, IReadOnlyList<ClientSnapshot> clients, long maxDetailBytes)
    {
        using var scratch = ScratchWriter.Rent();
        var json = Start(scratch, requestId, null);
        json.WriteStartArray("sockets"u8);
        foreach (var client in clients)
        {
            SnapshotCodec.Write(json, client, withDetails: json.BytesCommitted + json.BytesPending < maxDetailBytes);
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

    /// <param name="payload">The response.</param>
    /// <param name="contracts">What the data of fetched clients will be read by.</param>
    /// <param name="response">What it says.</param>
    public static bool TryDecode(ReadOnlyMemory<byte> payload, GatewayJson contracts, out ClusterResponse response)
    {
        response = new ClusterResponse("");
        if (payload.IsEmpty)
        {
            return false;
        }

        if (payload.Span[0] != (byte)'{')
        {
            return AckCodec.TryDecode(payload.Span, ref response);
        }

        try
        {
            using var document = WireJson.ParseResponse(payload, out var isWhole);
            return TryRead(document.RootElement, contracts, ref response) && (isWhole || response.Type == ClusterMessageType.Fetch);
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

    private static bool TryRead(JsonElement root, GatewayJson contracts, ref ClusterResponse response)
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
                return TryReadClients(root, contracts, ref response);
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

    private static bool TryReadClients(JsonElement root, GatewayJson contracts, ref ClusterResponse response)
    {
        var (clients, names) = (new List<ClientSnapshot>(), 0);
        if (root.TryGetProperty("sockets"u8, out var sockets))
        {
            if (sockets.ValueKind != JsonValueKind.Array)
            {
                return false;
            }

            foreach (var socket in sockets.EnumerateArray())
            {
                if (socket.ValueKind == JsonValueKind.Object && SnapshotCodec.Read(socket, contracts) is { } client)
                {
                    clients.Add(client);
                }
                else if (socket.ValueKind == JsonValueKind.String)
                {
                    names++;
                }
            }
        }

        response = response with { Clients = clients, ClientCount = clients.Count + names };
        return true;
    }
}
