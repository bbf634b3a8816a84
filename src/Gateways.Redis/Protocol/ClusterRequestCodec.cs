using System.Runtime.InteropServices;
using System.Text.Json;
using Gateways.Msgpack;
using Gateways.Protocol;

namespace Gateways.Redis.Protocol;

/// <summary>Requests between servers: JSON objects, but for the broadcast that wants acks, which is MessagePack. Told apart by the first byte, as the Node adapter does.</summary>
internal static class ClusterRequestCodec
{
    public static byte[] Encode(ClusterRequest request)
    {
        using var scratch = ScratchWriter.Rent();
        var json = scratch.StartJson();
        json.WriteStartObject();
        if (request.Uid is not null)
        {
            json.WriteString("uid"u8, request.Uid);
        }

        if (request.RequestId is not null)
        {
            json.WriteString("requestId"u8, request.RequestId);
        }

        json.WriteNumber("type"u8, (int)request.Type);
        WriteBody(json, request);
        json.WriteEndObject();
        json.Flush();
        return scratch.WrittenSpan.ToArray();
    }

    /// <summary><c>{uid, requestId, type:7, packet, opts}</c>.</summary>
    public static byte[] EncodeBroadcastWithAck(string uid, string requestId, OutboundMessage message, in WireScope scope, TimeSpan timeout)
    {
        using var scratch = ScratchWriter.Rent();
        var msgpack = new MsgpackWriter(scratch);
        msgpack.WriteMapHeader(5);
        msgpack.WriteText("uid"u8);
        msgpack.WriteText(uid);
        msgpack.WriteText("requestId"u8);
        msgpack.WriteText(requestId);
        msgpack.WriteText("type"u8);
        msgpack.WriteInteger((int)ClusterMessageType.BroadcastWithAck);
        msgpack.WriteText("packet"u8);
        PacketCodec.WritePacket(scratch, message.Namespace, message.EventName, message.Arguments.Span, message.Binaries.Span, message.ArgumentCount);
        msgpack.WriteText("opts"u8);
        PacketCodec.WriteOptions(scratch, scope, new WireFlags(message.IsVolatile, timeout));
        return scratch.WrittenSpan.ToArray();
    }

    public static bool TryDecode(ReadOnlyMemory<byte> payload, out ClusterRequest request)
    {
        request = new ClusterRequest(default(ClusterMessageType));
        if (payload.IsEmpty)
        {
            return false;
        }

        if (payload.Span[0] != (byte)'{')
        {
            return TryDecodeMsgpack(payload.Span, ref request);
        }

        try
        {
            using var document = JsonDocument.Parse(payload, WireJson.Options);
            return TryRead(document.RootElement, ref request);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // Invalid operation: a text with half of a surrogate pair.
            return false;
        }
    }

    private static void WriteBody(Utf8JsonWriter json, ClusterRequest request)
    {
        switch (request.Type)
        {
            case ClusterMessageType.Join or ClusterMessageType.Leave:
                WriteOptions(json, request.Scope);
                WireJson.WriteNames(json, "rooms", request.Rooms);
                break;
            case ClusterMessageType.Disconnect:
                WriteOptions(json, request.Scope);
                json.WriteBoolean("close"u8, request.ClosesConnections);
                WriteReason(json, request.Reason);
                break;
            case ClusterMessageType.Fetch:
                WriteOptions(json, request.Scope);
                if (request.IsBare)
                {
                    json.WriteBoolean("bare"u8, true);
                }

                break;
            case ClusterMessageType.Sockets:
                // Node reads the names; what they mean is in the options.
                WireJson.WriteNames(json, "rooms", request.Scope.Rooms);
                WriteOptions(json, request.Scope);
                break;
            case ClusterMessageType.ServerSideEmit:
                json.WriteStartArray("data"u8);
                json.WriteStringValue(request.Packet.EventName);
                if (request.Packet.ArgumentCount > 0)
                {
                    json.WriteRawValue(request.Packet.Arguments, skipInputValidation: true);
                }

                json.WriteEndArray();
                break;
        }
    }

    private static void WriteOptions(Utf8JsonWriter json, in WireScope scope)
    {
        json.WriteStartObject("opts"u8);
        WireJson.WriteNames(json, "rooms", scope.Rooms);
        WireJson.WriteNames(json, "except", scope.Except);
        if (scope.IsExact)
        {
            json.WriteStartArray("scope"u8);
            foreach (var count in scope.Counts)
            {
                json.WriteNumberValue(count);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteReason(Utf8JsonWriter json, CloseReason? reason)
    {
        if (reason is not null)
        {
            json.WriteStartObject("reason"u8);
            json.WriteString("name"u8, reason.Name);
            json.WriteNumber("code"u8, reason.Code);
            json.WriteString("text"u8, reason.Text);
            json.WriteBoolean("mayReconnect"u8, reason.MayReconnect);
            json.WriteEndObject();
        }
    }

    private static bool TryRead(JsonElement root, ref ClusterRequest request)
    {
        if (!root.TryGetProperty("type"u8, out var type) || !type.TryGetInt32(out var number))
        {
            return false;
        }

        request = new ClusterRequest((ClusterMessageType)number) { Uid = WireJson.Text(root, "uid"u8), RequestId = WireJson.Text(root, "requestId"u8) };
        switch (request.Type)
        {
            case ClusterMessageType.Sockets:
                request = request with { Scope = HasOptions(root) ? Scope(root) : WireScope.Everyone with { Rooms = WireJson.Names(root, "rooms"u8) } };
                return true;
            case ClusterMessageType.Join or ClusterMessageType.Leave:
                request = request with { Scope = Scope(root), Rooms = WireJson.Names(root, "rooms"u8) };
                return HasOptions(root) || TryReadOldForm(root, ref request);
            case ClusterMessageType.Disconnect:
                request = request with { Scope = Scope(root), Reason = Reason(root), ClosesConnections = root.TryGetProperty("close"u8, out var close) && close.ValueKind == JsonValueKind.True };
                return HasOptions(root);
            case ClusterMessageType.Fetch:
                request = request with { Scope = Scope(root), IsBare = root.TryGetProperty("bare"u8, out var bare) && bare.ValueKind == JsonValueKind.True };
                return true;
            case ClusterMessageType.ServerSideEmit:
                return TryReadData(root, ref request);
            default:
                return true;
        }
    }

    /// <summary>How servers of version 6 and before say it: <c>{sid, room}</c>, one client and one room.</summary>
    private static bool TryReadOldForm(JsonElement root, ref ClusterRequest request)
    {
        if (WireJson.Text(root, "sid"u8) is not { } client || WireJson.Text(root, "room"u8) is not { } room)
        {
            return false;
        }

        request = request with { Scope = WireScope.Everyone with { Rooms = [client] }, Rooms = [room] };
        return true;
    }

    private static bool TryReadData(JsonElement root, ref ClusterRequest request)
    {
        if (!root.TryGetProperty("data"u8, out var data) || data.ValueKind != JsonValueKind.Array || data.GetArrayLength() == 0 || data[0].ValueKind != JsonValueKind.String)
        {
            return false;
        }

        using var scratch = ScratchWriter.Rent();
        foreach (var argument in data.EnumerateArray().Skip(1))
        {
            if (scratch.WrittenSpan.Length > 0)
            {
                scratch.WriteByte((byte)',');
            }

            scratch.WriteBytes(JsonMarshal.GetRawUtf8Value(argument));
        }

        request = request with { Packet = new WirePacket("", data[0].GetString()!, scratch.WrittenSpan.ToArray(), data.GetArrayLength() - 1) };
        return true;
    }

    /// <summary>Without them a join, leave or disconnect would be for everyone: then it is malformed.</summary>
    private static bool HasOptions(JsonElement root) => root.TryGetProperty("opts"u8, out var options) && options.ValueKind == JsonValueKind.Object;

    private static WireScope Scope(JsonElement root)
    {
        if (!HasOptions(root))
        {
            return WireScope.Everyone;
        }

        var options = root.GetProperty("opts"u8);
        int[] counts = options.TryGetProperty("scope"u8, out var scope) && scope.ValueKind == JsonValueKind.Array
            ? [.. scope.EnumerateArray().Select(static count => count.TryGetInt32(out var value) ? value : -1)]
            : [];
        return new WireScope(WireJson.Names(options, "rooms"u8), WireJson.Names(options, "except"u8), counts);
    }

    private static CloseReason? Reason(JsonElement root) =>
        root.TryGetProperty("reason"u8, out var reason) && reason.ValueKind == JsonValueKind.Object && WireJson.Text(reason, "name"u8) is { } name
            && reason.TryGetProperty("code"u8, out var code) && code.TryGetInt32(out var number)
            ? new CloseReason(name, number, WireJson.Text(reason, "text"u8) ?? "", reason.TryGetProperty("mayReconnect"u8, out var again) && again.ValueKind == JsonValueKind.True)
            : null;

    private static bool TryDecodeMsgpack(ReadOnlySpan<byte> payload, ref ClusterRequest request)
    {
        var input = new MsgpackReader(payload);
        var result = (Request: request, Type: -1L, HasPacket: false);
        var isWhole = MsgpackMap.TryRead(ref input, ref result, ReadValue);
        request = result.Request with { Type = (ClusterMessageType)result.Type };
        return isWhole && result is { Type: (long)ClusterMessageType.BroadcastWithAck, HasPacket: true } && request.RequestId is not null;
    }

    private static bool ReadValue(scoped ReadOnlySpan<byte> key, ref MsgpackReader input, ref (ClusterRequest Request, long Type, bool HasPacket) result)
    {
        if (key.SequenceEqual("uid"u8))
        {
            var isText = PacketCodec.TryReadText(ref input, out var uid);
            result.Request = result.Request with { Uid = uid };
            return isText;
        }

        if (key.SequenceEqual("requestId"u8))
        {
            var isText = PacketCodec.TryReadText(ref input, out var requestId);
            result.Request = result.Request with { RequestId = requestId };
            return isText;
        }

        if (key.SequenceEqual("type"u8))
        {
            var isNumber = input.Read() == MsgpackKind.Unsigned;
            result.Type = input.Number;
            return isNumber;
        }

        if (key.SequenceEqual("packet"u8))
        {
            result.HasPacket = PacketCodec.TryReadPacket(ref input, out var packet);
            result.Request = result.Request with { Packet = packet };
            return result.HasPacket;
        }

        if (key.SequenceEqual("opts"u8))
        {
            var areOptions = PacketCodec.TryReadOptions(ref input, out var scope, out var flags);
            result.Request = result.Request with { Scope = scope, Timeout = flags.Timeout, IsVolatile = flags.IsVolatile };
            return areOptions;
        }

        return input.TrySkip();
    }
}
