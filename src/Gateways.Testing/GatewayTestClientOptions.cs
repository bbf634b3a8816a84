using System.Text.Json;

namespace Gateways.Testing;

/// <summary>What a client sends when it connects, and how it behaves afterwards.</summary>
public sealed class GatewayTestClientOptions
{
    /// <summary>The gateway's path, for example <c>/chat</c>. Default: the path of the gateway the host was started for.</summary>
    public string? Path { get; init; }

    /// <summary>Headers of the request, on every transport; <c>Origin</c> makes the client a browser's page.</summary>
    public IDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Values of the query string, not yet encoded.</summary>
    public IDictionary<string, string> Query { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The auth payload, serialised by its run-time type: goes the way the transport sends it, for WebSocket and SignalR as JSON in the query parameter <c>auth</c>.</summary>
    public object? Auth { get; init; }

    /// <summary>A token, sent as <c>Authorization: Bearer</c>. A browser cannot do that on a WebSocket: to test its way, put <c>access_token</c> into <see cref="Query"/>.</summary>
    public string? AccessToken { get; init; }

    /// <summary>How long this client waits for anything, in real time. Default: 5 s. See <see cref="GatewayTestClient.Timeout"/>.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How the client writes and reads JSON. Default: as the server does (<c>GatewayOptions.Json</c>).</summary>
    public JsonSerializerOptions? Json { get; init; }

    /// <summary>
    /// The client that comes back: one of the same transport, Socket.IO or Server-Sent Events, whose connection was lost. Sends what a real client sends of its own, so that the server can let it hear
    /// what it has missed: Socket.IO's secret and the offset of the last event, or <c>Last-Event-ID</c>. The server must have recovery on. Default: null, a new client.
    /// </summary>
    public GatewayTestClient? Resumes { get; init; }
}
