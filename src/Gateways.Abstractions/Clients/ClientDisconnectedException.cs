namespace Gateways;

/// <summary>The client left before it answered.</summary>
/// <param name="clientId">The client that left.</param>
public sealed class ClientDisconnectedException(string clientId) : Exception($"Client '{clientId}' left before it answered.")
{
    /// <summary>The client that left.</summary>
    public string ClientId { get; } = clientId;
}
