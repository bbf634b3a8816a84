namespace Gateways.Adapters;

/// <summary>How an emit that wanted an ack ended for one client.</summary>
public enum AckOutcome
{
    /// <summary>It did not answer in time.</summary>
    TimedOut,

    /// <summary>It left before it answered.</summary>
    Disconnected,

    /// <summary>It answered.</summary>
    Answered,

    /// <summary>It answered with an error.</summary>
    Failed,
}
