namespace Gateways.Diagnostics;

/// <summary>Why a message was dropped: the values of the metric's tag.</summary>
internal static class DropReason
{
    public const string SlowClient = "slow-client";
    public const string NotWritable = "not-writable";
    public const string Closed = "closed";
    public const string Malformed = "malformed";
    public const string UnknownEvent = "unknown-event";
    public const string RateLimited = "rate-limited";
    public const string UnknownStream = "unknown-stream";
    public const string UnknownAck = "unknown-ack";
}
