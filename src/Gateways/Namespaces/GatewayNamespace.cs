using Gateways.Adapters;
using Gateways.Hosting;
using Gateways.Infrastructure;
using Gateways.Protocol;
using Gateways.Recovery;
using Gateways.Rooms;

namespace Gateways.Namespaces;

/// <summary>One namespace at run time: its rooms, and the way from a payload to a message.</summary>
internal sealed partial class GatewayNamespace(string path, NamespaceTable table, IAdapter adapter) : IScopedEmitter, IAsyncDisposable
{
    public string Path { get; } = path;

    public IAdapter Adapter { get; } = adapter;

    public GatewayEngine Engine { get; } = table.Engine;

    /// <summary>What may be kept when its clients have left: the namespace itself or, where it goes with them, a stand-in for whichever has its path then.</summary>
    public GatewayNamespace Handle { get => field ?? this; init; }

    /// <summary>What is emitted passes here first.</summary>
    public OutgoingPipeline Outgoing { get; } = table.Outgoing;

    /// <summary>What other servers send to this one.</summary>
    public ServerSideEvents ServerSideEvents { get; } = table.ServerSideEvents;

    /// <summary>The latest events, for clients that come back; null when nobody wants them.</summary>
    public MessageLog? Log { get; set; }

    public GatewayJson Json => Engine.Json;

    public OutboundMessage CreateMessage(string eventName) => new(Path, eventName, default, 0);

    public OutboundMessage CreateMessage<T>(string eventName, T payload)
    {
        using var scratch = ScratchWriter.Rent();
        return Message(eventName, scratch, Write(scratch, payload));
    }

    public OutboundMessage CreateMessage<T1, T2>(string eventName, T1 first, T2 second)
    {
        using var scratch = ScratchWriter.Rent();
        scratch.WriteJson(Json, first, second);
        return Message(eventName, scratch, 2);
    }

    public OutboundMessage CreateMessage<T1, T2, T3>(string eventName, T1 first, T2 second, T3 third)
    {
        using var scratch = ScratchWriter.Rent();
        scratch.WriteJson(Json, first, second, third);
        return Message(eventName, scratch, 3);
    }

    /// <summary>A message of values whose types are known only now: for acks, and for SignalR's own hub context.</summary>
    public OutboundMessage CreateMessage(string eventName, ReadOnlySpan<object?> payloads, bool wantsAck)
    {
        using var scratch = ScratchWriter.Rent();
        var count = payloads.Length;
        for (var i = 0; i < payloads.Length; i++)
        {
            if (i > 0)
            {
                scratch.WriteByte((byte)',');
            }

            if (payloads is [MessageArguments arguments])
            {
                scratch.WriteArguments(arguments, withBrackets: false);
                count = arguments.Count;
            }
            else if (payloads[i] is { } payload)
            {
                scratch.WriteJson(payload, Json.GetTypeInfo(payload.GetType()));
            }
            else
            {
                scratch.WriteBytes("null"u8);
            }
        }

        return Message(eventName, scratch, count, wantsAck ? table.NextAckId() : 0);
    }

    /// <summary>The room's name, when it is one.</summary>
    public string CheckRoom(string room)
    {
        ArgumentException.ThrowIfNullOrEmpty(room);
        return room.Length <= Engine.Options.MaxRoomNameLength
            ? room
            : throw new ArgumentException($"The room's name has {room.Length} characters; GatewayOptions.MaxRoomNameLength allows {Engine.Options.MaxRoomNameLength}.", nameof(room));
    }

    public ValueTask DisposeAsync()
    {
        Log?.Dispose();
        return Adapter.DisposeAsync();
    }

    /// <returns>How many payloads it is.</returns>
    private int Write<T>(ScratchWriter scratch, T payload)
    {
        if (payload is MessageArguments arguments)
        {
            scratch.WriteArguments(arguments, withBrackets: false);
            return arguments.Count;
        }

        scratch.WriteJson(payload, Json.GetTypeInfo<T>());
        return 1;
    }

    private OutboundMessage Message(string eventName, ScratchWriter scratch, int count, long ackId = 0) =>
        new(Path, eventName, scratch.WrittenSpan.ToArray(), count, ackId) { Binaries = scratch.Binaries.ToArray() };
}
