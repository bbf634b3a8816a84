namespace Gateways;

/// <summary>A client answered with an error, or with a value that is not what was asked for. The text comes from the client: do not trust it.</summary>
/// <param name="clientId">The client that answered.</param>
/// <param name="error">What it said: text, or JSON.</param>
public sealed class ClientAckException(string clientId, string error) : Exception($"Client '{clientId}' answered with an error: {error}")
{
    /// <summary>The client that answered.</summary>
    public string ClientId { get; } = clientId;

    /// <summary>What it said: text, or JSON.</summary>
    public string Error { get; } = error;
}
