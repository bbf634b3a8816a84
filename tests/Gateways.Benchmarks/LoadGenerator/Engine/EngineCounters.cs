namespace Gateways.Benchmarks.LoadGenerator;

/// <summary>What the engine has seen. Traffic is counted anew for each measured interval, faults over the whole run.</summary>
internal sealed class EngineCounters
{
    public long BytesReceived { get; set; }

    public long Reads { get; set; }

    public long Frames { get; set; }

    /// <summary>Pings of the protocol that were answered.</summary>
    public long Pings { get; set; }

    /// <summary>Requests the server refused.</summary>
    public long Errors { get; set; }

    /// <summary>Messages that should not have come, or not with that content.</summary>
    public long Unexpected { get; set; }

    /// <summary>Connections the server ended.</summary>
    public long Closed { get; set; }

    /// <summary>Answers out of turn.</summary>
    public long Reordered { get; set; }

    public string? FirstError { get; set; }

    public void ClearTraffic() => (BytesReceived, Reads, Frames, Pings) = (0, 0, 0, 0);

    public void ClearFaults() => (Errors, Unexpected, Closed, Reordered, FirstError) = (0, 0, 0, 0, null);
}
