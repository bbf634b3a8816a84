namespace Gateways.Benchmarks.LoadGenerator;

/// <summary>One client connection. Plain fields, since the engine touches them for every message.</summary>
internal class LoadConnection(int index)
{
    /// <summary>The place among the workload's connections.</summary>
    public readonly int Index = index;

    public int Descriptor;
    public ConnectionState State;

    /// <summary>Counts the sockets this connection has had, to notice that a handler replaced the one being read.</summary>
    public int Generation;

    /// <summary>The server's port; 0 is the workload's.</summary>
    public int Port;

    /// <summary>The client on this connection when it polls; null for a WebSocket.</summary>
    public PollingClient? Poll;

    /// <summary>When the connect began.</summary>
    public long StartedAt;

    /// <summary>The size of the kernel's receive buffer, 0 for the system's own choice. Set before connecting.</summary>
    public int ReceiveBufferSize;

    /// <summary>Bytes of an incomplete frame.</summary>
    public byte[]? Partial;
    public int PartialLength;

    /// <summary>Fragments of an incomplete message.</summary>
    public byte[]? Message;
    public int MessageLength;
    public bool IsFragmented;

    /// <summary>What the kernel would not take yet.</summary>
    public byte[]? Unsent;
    public int UnsentStart;
    public int UnsentLength;

    /// <summary>Answers or deliveries received.</summary>
    public long Received;
}
