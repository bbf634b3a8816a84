namespace Gateways.SocketIO.Packets;

/// <summary>
/// Packet types of Socket.IO v5; the first character of a packet is its number.
/// <see href="https://socket.io/docs/v4/socket-io-protocol/#packet-types">Socket.IO protocol, packet types</see>
/// </summary>
internal enum SocketIOPacketType : byte
{
    Connect,
    Disconnect,
    Event,
    Ack,
    ConnectError,
    BinaryEvent,
    BinaryAck,
}
