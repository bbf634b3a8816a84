using Gateways.Adapters;
using Gateways.Msgpack;
using Gateways.Protocol;

namespace Gateways.Redis.Protocol;

/// <summary>One client's ack, on its way to the server that asked.</summary>
internal static class AckCodec
{
    /// <summary>
    /// <c>{type:9, requestId, packet}</c>, with whose ack it is and how it went, and with all values where they are more than the one that Node knows. An ack of nothing is undefined, as in
    /// Node, and not null.
    /// </summary>
    public static byte[] Encode(string requestId, string clientId, AckOutcome outcome, ReadOnlySpan<byte> body, MessageArguments? arguments = null)
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
            msgpack.WriteUndefined();
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

    public static bool TryDecode(ReadOnlySpan<byte> payload, ref ClusterResponse response)
    {
        var input = new MsgpackReader(payload);
        var result = (Response: response, Type: -1L);
        var isWhole = MsgpackMap.TryRead(ref input, ref result, ReadValue);
        response = result.Response with { Type = ClusterMessageType.Ack };
        return isWhole && result.Type == (long)ClusterMessageType.Ack && response.RequestId.Length > 0;
    }

    private static bool ReadValue(scoped ReadOnlySpan<byte> key, ref MsgpackReader input, ref (ClusterResponse Response, long Type) result)
    {
        if (key.SequenceEqual("type"u8))
        {
            var isNumber = input.Read() == MsgpackKind.Unsigned;
            result.Type = input.Number;
            return isNumber;
        }

        if (key.SequenceEqual("requestId"u8))
        {
            var isText = PacketCodec.TryReadText(ref input, out var requestId);
            result.Response = result.Response with { RequestId = requestId };
            return isText;
        }

        if (key.SequenceEqual("clientId"u8))
        {
            var isText = PacketCodec.TryReadText(ref input, out var clientId);
            result.Response = result.Response with { ClientId = clientId };
            return isText;
        }

        if (key.SequenceEqual("outcome"u8))
        {
            var isOutcome = input.Read() == MsgpackKind.Unsigned && input.Number is >= 0 and <= (long)AckOutcome.Failed;
            result.Response = result.Response with { Outcome = (AckOutcome)input.Number };
            return isOutcome;
        }

        if (key.SequenceEqual("arguments"u8))
        {
            using var scratch = ScratchWriter.Rent();
            var isArray = MsgpackToJson.TryWriteValue(ref input, scratch, MsgpackToJson.DefaultMaxDepth + 1) && scratch.WrittenSpan[0] == (byte)'[';
            result.Response = result.Response with { Arguments = isArray ? new MessageArguments(scratch.WrittenSpan, scratch.Binaries) : null };
            return isArray;
        }

        if (key.SequenceEqual("packet"u8))
        {
            var value = input;
            value.Read();
            if (value.IsUndefined)
            {
                input = value;
                result.Response = result.Response with { Body = [] };
                return true;
            }

            using var scratch = ScratchWriter.Rent();
            var isValue = MsgpackToJson.TryWriteValue(ref input, scratch);
            result.Response = result.Response with { Body = scratch.WrittenSpan.ToArray() };
            return isValue;
        }

        return input.TrySkip();
    }
}
