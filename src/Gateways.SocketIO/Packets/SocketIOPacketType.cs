namespace Gateways.SocketIO.Packets;

/// <summary>Packet types of Socket.IO v5; the first character of a packet is its number.</summary>
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
