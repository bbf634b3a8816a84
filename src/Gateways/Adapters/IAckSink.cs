namespace Gateways.Adapters;

/// <summary>Takes the answers to one emit.</summary>
public interface IAckSink
{
    /// <summary>A client answered.</summary>
    /// <param name="clientId">The client.</param>
    /// <param name="body">A JSON value, or empty; of several the first. Valid until the call returns.</param>
    /// <param name="isError">Whether the client says it failed.</param>
    /// <param name="arguments">All values, where there are several or bytes among them; else null.</param>
    void OnAck(string clientId, ReadOnlyMemory<byte> body, bool isError, MessageArguments? arguments);

    /// <summary>A client left without an answer.</summary>
    void OnGone(string clientId);
}
