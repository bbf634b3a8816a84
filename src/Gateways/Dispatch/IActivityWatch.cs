namespace Gateways.Dispatch;

/// <summary>Wants to know when a client does something. What the client's library does by itself, acks and heartbeats, is nothing.</summary>
internal interface IActivityWatch
{
    /// <summary>A message of the client is about to be handled. Called by the transport's read loop for each message: it must be quick, and must not throw.</summary>
    void OnActive();
}
