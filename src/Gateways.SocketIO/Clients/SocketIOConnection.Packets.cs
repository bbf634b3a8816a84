using Gateways.Infrastructure;
using Gateways.Protocol;
using Gateways.SocketIO.EngineIO;
using Gateways.SocketIO.Packets;

namespace Gateways.SocketIO.Clients;

internal sealed partial class SocketIOConnection
{
    private ValueTask OnPacket(in SocketIOPacket packet)
    {
        if (packet.Type == SocketIOPacketType.Connect)
        {
            Connect(packet);
            return default;
        }

        SocketIOClient? client;
        SocketIOClientState state;
        lock (_clients)
        {
            client = Find(packet.Namespace.Span);
            state = client?.State ?? SocketIOClientState.Asking;
        }

        if (state == SocketIOClientState.Ended)
        {
            return default;
        }

        if (client is null || state == SocketIOClientState.Asking || packet.Type == SocketIOPacketType.ConnectError)
        {
            // A valid packet where it has no place.
            return Fail(EngineIODeparture.ForcedClose with { Text = CanCloseNow ? "forced close" : "forced server close" });
        }

        if (packet.Type == SocketIOPacketType.Disconnect)
        {
            Leave(client, CloseReason.ClientDisconnect, "client namespace disconnect");
            return default;
        }

        return packet.HasJson ? Deliver(client, packet) : default;
    }

    private static ValueTask Deliver(SocketIOClient client, in SocketIOPacket packet)
    {
        if (!SocketIOArguments.TryRead(packet.Json, packet.IsEvent, out var arguments))
        {
            client.Session!.DropMalformed();
            return default;
        }

        return packet.IsEvent ? DeliverEvent(client, packet, arguments) : DeliverAck(client, packet, arguments);
    }

    private static ValueTask DeliverEvent(SocketIOClient client, in SocketIOPacket packet, in SocketIOArguments arguments)
    {
        Span<byte> mark = stackalloc byte[packet.Namespace.Length + 1 + SocketIOPacket.MaxAckIdDigits];
        return client.Session!.ReceiveAsync(new InboundMessage
        {
            Kind = InboundMessageKind.Event,
            EventName = arguments.Name,
            Body = arguments.Body,
            HasSingleArgument = arguments.Count == 1,
            Binaries = Move(packet.Binaries, arguments.Offset),
            AckId = mark[..WriteMark(mark, packet)],
        });
    }

    /// <summary>Of several values the first is the answer; whoever wants all of them can have them.</summary>
    private static ValueTask DeliverAck(SocketIOClient client, in SocketIOPacket packet, in SocketIOArguments arguments)
    {
        if (packet.AckId.IsEmpty)
        {
            client.Session!.DropMalformed();
            return default;
        }

        return client.Session!.ReceiveAsync(new InboundMessage
        {
            Kind = InboundMessageKind.Ack,
            Body = arguments.Count > 1 ? arguments.Body[1..arguments.FirstEnd] : arguments.Body,
            Arguments = arguments.Count > 1 ? new MessageArguments(arguments.Body.Span, Move(packet.Binaries, arguments.Offset))
                : packet.Binaries.Length > 0 ? new MessageArguments(packet.Json.Span, packet.Binaries)
                : null,
            AckId = packet.AckId.Span,
        });
    }

    /// <summary>What an ack is to be marked with: <code>[NAMESPACE,]ID</code></summary>
    private static int WriteMark(Span<byte> mark, in SocketIOPacket packet)
    {
        var length = 0;
        if (packet.AckId.IsEmpty)
        {
            return 0;
        }

        if (packet.Namespace.Length > 1)
        {
            packet.Namespace.Span.CopyTo(mark);
            mark[packet.Namespace.Length] = (byte)',';
            length = packet.Namespace.Length + 1;
        }

        packet.AckId.Span.CopyTo(mark[length..]);
        return length + packet.AckId.Length;
    }

    private static BinaryPlace[] Move(BinaryPlace[] places, int offset)
    {
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = places[i] with { Start = places[i].Start - offset };
        }

        return places;
    }

    private SocketIOClient? Find(ReadOnlySpan<byte> name)
    {
        foreach (var client in _clients)
        {
            if (client.Is(name))
            {
                return client;
            }
        }

        return null;
    }
}
