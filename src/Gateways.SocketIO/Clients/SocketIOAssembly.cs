using Gateways.SocketIO.Packets;

namespace Gateways.SocketIO.Clients;

/// <summary>A packet that waits for its attachments. It keeps copies, and counts them.</summary>
internal sealed class SocketIOAssembly
{
    private readonly SocketIOPacketLimits _limits;
    private readonly SocketIOPacket _packet;
    private readonly List<byte[]> _attachments = [];
    private long _bytes;

    public SocketIOAssembly(in SocketIOPacket packet, SocketIOPacketLimits limits, long since)
    {
        _limits = limits;
        Since = since;
        _packet = packet with { Namespace = packet.Namespace.ToArray(), AckId = packet.AckId.ToArray(), Json = packet.Json.ToArray() };
        _bytes = packet.Json.Length;
    }

    /// <summary>When it began to wait.</summary>
    public long Since { get; }

    public bool IsComplete => _attachments.Count == _packet.Attachments;

    /// <returns>False when it is too much.</returns>
    public bool TryAdd(ReadOnlySpan<byte> attachment)
    {
        _bytes += attachment.Length;
        if (_bytes > _limits.MaxBufferedBytes)
        {
            return false;
        }

        _attachments.Add(attachment.ToArray());
        return true;
    }

    /// <summary>The packet with its attachments in it.</summary>
    /// <returns>False when a placeholder is wrong.</returns>
    public bool TryFinish(out SocketIOPacket packet)
    {
        packet = _packet;
        if (!packet.HasJson)
        {
            return true;
        }

        if (!SocketIOAttachments.TryInline(packet.Json.Span, _attachments, _limits, out var json, out var places))
        {
            return false;
        }

        packet = packet with { Json = json, Binaries = places };
        return true;
    }
}
