namespace Gateways.SocketIO.Packets;

/// <summary>What a packet may hold before it is invalid.</summary>
/// <param name="MaxAttachments">Binary packets that may follow one packet.</param>
/// <param name="MaxBufferedBytes">Bytes of one packet that waits for its attachments, and of one put together from them.</param>
/// <param name="MaxNamespaceBytes">The longest namespace.</param>
/// <param name="MaxAuthBytes">The largest auth payload.</param>
/// <param name="MaxDepth">How deep JSON or MessagePack may be nested.</param>
internal sealed record SocketIOPacketLimits(int MaxAttachments, int MaxBufferedBytes, int MaxNamespaceBytes, int MaxAuthBytes, int MaxDepth)
{
    public static SocketIOPacketLimits Of(SocketIOTransportOptions options) =>
        new(options.MaxAttachments, options.MaxAttachmentBytes, options.MaxNamespaceLength, options.MaxAuthBytes, options.MaxDepth);
}
