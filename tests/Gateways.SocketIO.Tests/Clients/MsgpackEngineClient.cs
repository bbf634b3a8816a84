using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Gateways.Msgpack;
using Gateways.Protocol;
using Gateways.SocketIO.Packets;

namespace Gateways.SocketIO.Tests.Clients;

/// <summary>Puts packets that are written and expected as text into MessagePack and back, so that what is said of text is said of both. What is no packet goes out as it is.</summary>
internal sealed class MsgpackEngineClient : EngineClient
{
    private static readonly SocketIOPacketLimits Limits = new(10, int.MaxValue, int.MaxValue, int.MaxValue, 1000);
    private readonly EngineClient _inner;
    private readonly CancellationTokenSource _disposed = new();
    private readonly Task _reading;

    public MsgpackEngineClient(EngineClient inner)
    {
        _inner = inner;
        Handshake = inner.Handshake;
        _reading = Task.Run(ReadAsync);
    }

    public override Task SendAsync(string packet) => TryToMsgpack(packet, out var bytes) ? _inner.SendBytesAsync(bytes) : _inner.SendAsync(packet);

    public override Task SendBytesAsync(byte[] bytes) => _inner.SendBytesAsync(bytes);

    public override Task CloseAsync() => _inner.CloseAsync();

    public override void Abort() => _inner.Abort();

    public override async ValueTask DisposeAsync()
    {
        await _inner.DisposeAsync();
        await _disposed.CancelAsync();
        await _reading;
        _disposed.Dispose();
    }

    /// <summary>A packet that is written as text, as MessagePack.</summary>
    public static bool TryToMsgpack(string text, out byte[] bytes)
    {
        bytes = [];
        if (!text.StartsWith('4') || !SocketIOPacketReader.TryRead(Encoding.UTF8.GetBytes(text[1..]), Limits, out var packet) || packet.Attachments > 0)
        {
            return false;
        }

        using var scratch = ScratchWriter.Rent();
        var msgpack = new MsgpackWriter(scratch);
        msgpack.WriteMapHeader(packet.AckId.IsEmpty ? 3 : 4);
        msgpack.WriteText("type");
        msgpack.WriteInteger((int)packet.Type);
        msgpack.WriteText("data");
        if (packet.HasJson)
        {
            JsonToMsgpack.WriteValue(scratch, packet.Json.Span, maxDepth: 1000);
        }
        else
        {
            msgpack.WriteUndefined();
        }

        if (!packet.AckId.IsEmpty)
        {
            msgpack.WriteText("id");
            msgpack.WriteInteger(long.Parse(packet.AckId.Span, CultureInfo.InvariantCulture));
        }

        msgpack.WriteText("nsp");
        msgpack.WriteText(packet.Namespace.Span);
        bytes = scratch.WrittenSpan.ToArray();
        return true;
    }

    /// <summary>A packet in MessagePack, as text. What is undefined is left out.</summary>
    public static string ToText(byte[] bytes)
    {
        var input = new MsgpackReader(bytes);
        Assert.True(input.TryReadMap(out var keys));
        var (type, @namespace, id, data) = ("", "/", "", "");
        for (var i = 0; i < keys; i++)
        {
            Assert.True(input.TryReadText(out var name));
            var key = Encoding.UTF8.GetString(name);
            using var scratch = ScratchWriter.Rent();
            Assert.True(MsgpackToJson.TryWriteValue(ref input, scratch, 1000));
            var json = Encoding.UTF8.GetString(scratch.WrittenSpan);
            (type, @namespace, id, data) = key switch
            {
                "type" => (json, @namespace, id, data),
                "nsp" => (type, JsonNode.Parse(json)!.GetValue<string>(), id, data),
                "id" => (type, @namespace, json, data),
                _ => (type, @namespace, id, json),
            };
        }

        Assert.True(input.IsAtEnd);
        return $"4{type}{(@namespace == "/" ? "" : @namespace + ",")}{id}{(type is "0" or "4" ? WithoutUndefined(data) : data)}";
    }

    private static string WithoutUndefined(string data)
    {
        var value = JsonNode.Parse(data)!.AsObject();
        foreach (var (key, _) in value.Where(static pair => pair.Value is null).ToArray())
        {
            value.Remove(key);
        }

        return value.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    private async Task ReadAsync()
    {
        try
        {
            await foreach (var packet in _inner.Packets.ReadAllAsync(_disposed.Token))
            {
                await OnPacketAsync(packet.StartsWith('b') ? ToText(Convert.FromBase64String(packet[1..])) : packet);
            }
        }
        catch (OperationCanceledException)
        {
            // One that never polls hears of no end.
        }
        finally
        {
            OnEnded();
        }
    }
}
