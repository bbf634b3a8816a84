namespace Gateways.Connections;

/// <summary>What became of a frame.</summary>
internal enum EnqueueResult
{
    /// <summary>It waits, and somebody is going to write it.</summary>
    Queued,

    /// <summary>It waits, and the caller has to start the writer.</summary>
    QueuedStartWriter,

    /// <summary>The client reads too slowly.</summary>
    Full,

    /// <summary>It was to be written at once or not at all, and could not be.</summary>
    NotWritable,

    /// <summary>The connection is closing.</summary>
    Closed,
}
