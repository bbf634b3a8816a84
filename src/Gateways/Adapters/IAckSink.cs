namespace Gateways.Adapters;

/// <summary>Takes the answers to one emit.</summary>
public interface IAckSink
{
    /// <summary>A client answered.</summary>
    /// <param name="clientId">The client.</param>
    /// <param name="body">A JSON value, or empty. Valid until the call returns.</param>
    /// <param name="isError">Whether the client says it failed.</param>
    void OnAck(string clientId, ReadOnlyMemory<byte> body, bool isError);

    /// <summary>A client left without an answer.</summary>
    void OnGone(string clientId);
}
