namespace Gateways.Connections;

/// <summary>Bytes that wait to be sent: shared with other connections, or a pooled buffer of this connection alone.</summary>
internal struct OutboundFrame
{
    public byte[] Buffer;
    public int Length;
    public bool IsPooled;

    /// <summary>Whether what was added after it leaves in another batch.</summary>
    public bool EndsBatch;
}
