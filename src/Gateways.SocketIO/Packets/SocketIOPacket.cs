using Gateways.Infrastructure;

namespace Gateways.SocketIO.Packets;

/// <summary>One packet, valid by the rules of its type; its memory is that of the text it was read from.</summary>
internal readonly record struct SocketIOPacket
{
    /// <summary>The largest ack id: what a JavaScript number holds exactly.</summary>
    public const long MaxAckId = (1L << 53) - 1;

    /// <summary>As many as <see cref="MaxAckId"/> has.</summary>
    public const int MaxAckIdDigits = 16;

    private static readonly byte[] Root = [(byte)'/'];

    public SocketIOPacket()
    {
    }

    public required SocketIOPacketType Type { get; init; }

    /// <summary>The namespace, with its slash.</summary>
    public ReadOnlyMemory<byte> Namespace { get; init; } = Root;

    /// <summary>The digits of the ack id without leading zeros; empty when there is none.</summary>
    public ReadOnlyMemory<byte> AckId { get; init; }

    /// <summary>How many binary packets follow.</summary>
    public int Attachments { get; init; }

    /// <summary>The JSON part, empty when there is none.</summary>
    public ReadOnlyMemory<byte> Json { get; init; }

    /// <summary>Where binary values stand in <see cref="Json"/>, once the attachments were put into it.</summary>
    public BinaryPlace[] Binaries { get; init; } = [];

    /// <summary>Whether it has a JSON part; without one a packet is valid, but only a CONNECT or a DISCONNECT means anything.</summary>
    public bool HasJson => !Json.IsEmpty;

    public bool IsEvent => Type is SocketIOPacketType.Event or SocketIOPacketType.BinaryEvent;
}
